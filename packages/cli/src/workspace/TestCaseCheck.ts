/** Names that a test case uses and nobody has: accounts, contacts, programs, touches, contents, guard rails, reasons. */
import { type Finding, Guard, Reading } from "@market-of-one/core"
import type { TestCase } from "./TestCase.ts"
import { instantOf } from "./TestCaseReading.ts"
import type { Workspace } from "./Workspace.ts"
import type { Path, YamlFile } from "./YamlFile.ts"

/** A case with the file it stands in. */
export interface Placed {
  readonly test: TestCase
  readonly yaml: YamlFile
  /** Where the case stands in its file. */
  readonly path: Path
}

/** Everything that cases may name. */
export interface Names {
  readonly accounts: ReadonlyMap<string, string>
  /** The account of each contact; undefined for one that belongs to nobody. */
  readonly contacts: ReadonlyMap<string, string | undefined>
  readonly programs: ReadonlyMap<string, ProgramNames>
  readonly templates: ReadonlyArray<string>
  readonly stages: ReadonlyArray<string>
  /** Persons of ours, by id. */
  readonly managers: ReadonlyArray<string>
  /** Names and addresses from which messages come. */
  readonly senders: ReadonlyArray<string>
  readonly zone: Workspace["policy"]["timeZone"]
}

interface ProgramNames {
  readonly plays: ReadonlyArray<string>
  readonly touches: ReadonlyArray<string>
  readonly variants: ReadonlyArray<string>
}

/** Why an account leaves a program, and what then becomes of its touches. */
const exits = [
  "completed",
  "goal met",
  "opted-out",
  "negotiation",
  "lost",
  "program-ended",
  "gate-not-passed",
  "no-reply",
  "no-meeting",
  "no-purchase",
  "account left the group",
  "account merged",
  "play gone"
]
const forGood = Guard.rules.filter((rule) => rule.class === "for good").map(({ id }) => id)
const skips = [...new Set([...forGood, "too-late", "touch gone", ...exits])]
const isByPerson = (reason: string): boolean => /^(?:aborted|dropped|refused) by ./u.test(reason)

/** What the cases of a workspace may name. */
export const namesOf = ({ config, policy, programs, records: book, templateSet }: Workspace): Names => ({
  accounts: book.grouping.groupOf,
  contacts: new Map(book.records.contacts.map(({ record }) => [record.id, record.accountId])),
  programs: new Map(
    programs.map(({ program }) => [
      program.id,
      {
        plays: program.plays.map(({ id }) => id),
        touches: program.plays.flatMap((play) => play.touches.map(({ id }) => id)),
        variants: Object.values(program.slots).flatMap((slot) => [
          slot.fallback.id,
          ...slot.variants.map(({ id }) => id)
        ])
      }
    ])
  ),
  templates: [...templateSet.templates.keys()],
  stages: policy.journey.stages.map(({ id }) => id),
  managers: book.records.managers.map(({ record }) => record.id),
  senders: [config.sender.name, config.sender.email, ...book.records.managers.map(({ record }) => record.name)],
  zone: policy.timeZone
})

/** A finding at a place of a case. */
export const problem = (placed: Placed, path: Path, message: string, advice?: string): Finding.Finding => ({
  severity: "error",
  rule: "test/case",
  message,
  ...(advice === undefined ? {} : { advice }),
  place: placed.yaml.placeOf([...placed.path, ...path])
})

const adviceFor = (word: string, known: ReadonlyArray<string>): string => {
  const near = Reading.nearest(word, known)
  if (near !== undefined) return `did you mean "${near}"?`
  return known.length <= 12 ? `known here: ${known.join(", ")}` : "name one of the workspace"
}

/** The names of one program, or of all where a case is about none. */
const among = (names: Names, program: string | undefined, pick: (one: ProgramNames) => ReadonlyArray<string>) => {
  const own = program === undefined ? undefined : names.programs.get(program)
  return [...new Set((own === undefined ? [...names.programs.values()] : [own]).flatMap(pick))]
}

/** The group of the account that a case is about: as the data have it, or that of the parent of one that the case adds. */
export const groupOf = (
  { given, for: { account } }: TestCase,
  groups: ReadonlyMap<string, string>
): string | undefined => {
  const parent = given.accounts.find(({ id }) => id === account)?.["parentId"]
  return groups.get(account) ?? (typeof parent === "string" ? groups.get(parent) : undefined)
}

const whomIsUnknown = (placed: Placed, names: Names): ReadonlyArray<Finding.Finding> => {
  const { account, contact } = placed.test.for
  const changes = [placed.test.given, ...placed.test.meanwhile]
  if (groupOf(placed.test, names.accounts) === undefined)
    return [
      problem(
        placed,
        ["for", "account"],
        `there is no account ${account}`,
        adviceFor(account, [...names.accounts.keys()])
      )
    ]
  if (contact === undefined) return []
  const added = changes.flatMap(({ contacts }) => contacts.map(({ accountId, id }) => [id, accountId] as const))
  const contacts = new Map<string, unknown>(names.contacts)
  for (const [id, accountId] of added)
    if (accountId !== undefined || !contacts.has(id)) contacts.set(id, accountId ?? account)
  if (!contacts.has(contact))
    return [
      problem(placed, ["for", "contact"], `there is no contact ${contact}`, adviceFor(contact, [...contacts.keys()]))
    ]
  const owner = contacts.get(contact)
  if (owner === account) return []
  const whose = typeof owner === "string" ? `is at account ${owner}` : "belongs to no account"
  return [
    problem(placed, ["for", "contact"], `contact ${contact} ${whose}`, "name the account and one of its contacts")
  ]
}

const expectedIsUnknown = (placed: Placed, names: Names): ReadonlyArray<Finding.Finding> => {
  const { expect, for: whom } = placed.test
  const programs = [...names.programs.keys()]
  const found: Array<Finding.Finding> = []
  const named = (path: Path, word: string | undefined, what: string, known: ReadonlyArray<string>) => {
    if (word !== undefined && !known.includes(word))
      found.push(problem(placed, path, `there is no ${what} ${word}`, adviceFor(word, known)))
  }
  named(["for", "program"], whom.program, "program", programs)
  named(
    ["for", "touch"],
    whom.touch,
    "touch",
    among(names, whom.program, (one) => one.touches)
  )
  named(
    ["expect", "variant"],
    expect.variant,
    "variant",
    among(names, whom.program, (one) => one.variants)
  )
  named(["expect", "template"], expect.template, "template", names.templates)
  named(
    ["expect", "held"],
    expect.held,
    "guard rail",
    Guard.rules.map(({ id }) => id)
  )
  if (expect.skipped === undefined || !isByPerson(expect.skipped))
    named(["expect", "skipped"], expect.skipped, "reason to skip", skips)
  if (expect.exited === undefined || !isByPerson(expect.exited))
    named(["expect", "exited"], expect.exited, "reason to leave a program", exits)
  const [program, play] = expect.enrolled?.split("/") ?? []
  named(["expect", "enrolled"], program, "program", programs)
  if (program !== undefined && names.programs.has(program))
    named(
      ["expect", "enrolled"],
      play,
      "play",
      among(names, program, (one) => one.plays)
    )
  named(["expect", "notEnrolled"], expect.notEnrolled, "program", programs)
  named(["expect", "sender"], expect.sender, "sender", names.senders)
  named(["expect", "approver"], expect.approver, "person of ours", names.managers)
  named(["expect", "stage"], expect.stage, "journey stage", names.stages)
  return found
}

const timesAreWrong = (placed: Placed, { zone }: Names): ReadonlyArray<Finding.Finding> => {
  const { at, from, meanwhile, until } = placed.test
  const isSpan = from !== undefined && until !== undefined
  if (at === undefined ? !isSpan : from !== undefined || until !== undefined)
    return [problem(placed, ["name"], "it is not said when this happens", "say `at`, or `from` and `until`")]
  const first = instantOf(at ?? from ?? "", zone) ?? 0
  const last = until === undefined ? instantOf(at ?? "", zone, true) : instantOf(until, zone)
  if (isSpan && (last ?? 0) <= first)
    return [problem(placed, ["until"], "`until` is not after `from`", "`until` is the day after the last")]
  const { day } = placed.test.expect
  const span = isSpan ? `it goes from ${from} until ${until}` : `it is about ${at}`
  if (day !== undefined && ((instantOf(day, zone, true) ?? 0) <= first || (instantOf(day, zone) ?? 0) >= (last ?? 0)))
    return [problem(placed, ["expect", "day"], `${day} is not within the case`, span)]
  return meanwhile.flatMap((change, index) => {
    const when = instantOf(change.at, zone) ?? 0
    if (when >= first && when < (last ?? 0)) return []
    return [problem(placed, ["meanwhile", index, "at"], `${change.at} is not within the case`, span)]
  })
}

const expectsTooLittle = (placed: Placed): ReadonlyArray<Finding.Finding> => {
  const { expect } = placed.test
  if (Object.keys(expect).every((key) => key === "day"))
    return [problem(placed, ["expect"], "the case expects nothing", "say what should happen, such as `sent: false`")]
  if (expect.until !== undefined && expect.held === undefined)
    return [problem(placed, ["expect", "until"], "this is the end of no hold", "say by which guard rail it is `held`")]
  const late = (["due", "acceptBy"] as const).find((key) => expect[key] !== undefined)
  if (late === undefined || expect.task !== undefined) return []
  return [problem(placed, ["expect", late], "this is the time of no task", "say the kind of the `task`")]
}

/** Everything that is wrong with the names, times and expectations of a case. */
export const check = (placed: Placed, names: Names): ReadonlyArray<Finding.Finding> => [
  ...timesAreWrong(placed, names),
  ...expectsTooLittle(placed),
  ...whomIsUnknown(placed, names),
  ...expectedIsUnknown(placed, names)
]
