/** The work of `abm role`: who plays which part at a client, and a person's word added to the history. */
import {
  Calendar,
  Contact,
  ContactMap,
  ContactRoles,
  GroupBook,
  Nearest,
  Ratio,
  RoleVerdict
} from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as AccountGathering from "../session/AccountGathering.ts"
import * as Session from "../session/Session.ts"
import * as RoleTemplates from "../workspace/RoleTemplates.ts"
import type * as Workspace from "../workspace/Workspace.ts"
import * as RoleDocument from "./RoleDocument.ts"
import * as RoleFile from "./RoleFile.ts"

type Words = ReadonlyMap<string, ReadonlyArray<RoleVerdict.RoleVerdict>>

const wordsOf = ({ records }: Workspace.Workspace): Words =>
  RoleVerdict.byContact(records.records.roles.map(({ record }) => record))

const dayOf = (at: Calendar.Instant): string => Calendar.showInstant(at).slice(0, 10)

const memberLines = (member: ContactMap.Member, words: Words): ReadonlyArray<string> => {
  const { id, knownBy, lastOn, name, roles, title, warmth } = member
  const [known] = knownBy
  const met = lastOn === null ? "never met" : `last met ${lastOn}${known === undefined ? "" : ` by ${known.by}`}`
  const history = words.get(id) ?? []
  return [
    `${id}  ${name}${title === null ? "" : `, ${title}`}; warmth ${warmth.toFixed(2)}, ${met}`,
    ...(roles.length === 0 ? ["      no role is known or recommended"] : []),
    ...roles.flatMap(({ because, role, standing }) => [
      `      ${role}: ${standing}, ${because}`,
      ...history
        .filter((word) => word.role === role)
        .toSorted(RoleVerdict.inOrder)
        .map(
          ({ at, by, reason, verdict }) =>
            `        ${dayOf(at)} ${by}: ${verdict}${reason === undefined ? "" : `, ${reason}`}`
        )
    ])
  ]
}

const coverageLine = ({ coverage, template }: Pick<ContactMap.ContactMap, "coverage" | "template">): string => {
  const missing = coverage.roles
    .filter(({ role }) => coverage.uncovered.includes(role))
    .map(({ confirmed, role, threshold }) => `${role} ${confirmed} of ${threshold}`)
  const share = coverage.ratio === null ? "no role is required" : `${Ratio.percent(coverage.ratio, "en")} covered`
  return `${template.offering ?? template.id}: ${share}${missing.length === 0 ? "" : `; missing: ${missing.join(", ")}`}`
}

/** Shows each person of a client with each role. */
export const list = Effect.fn("role.list")(function* (given: {
  readonly directory: string
  readonly account: string
  readonly json: boolean
}) {
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const session = yield* Session.load({ directory: given.directory, env: process.env, now })
  const { asOf, workspace } = session
  const { groupId } = yield* AccountGathering.lookUp(session, given.account)
  const book = GroupBook.of(workspace.records, groupId)
  if (book === undefined) return yield* Failure.refused(`there is no account ${groupId}`, "name an account of the data")
  const { template, templates } = RoleTemplates.of(workspace)
  const map = ContactMap.of(book, { asOf, template, templates })
  const words = wordsOf(workspace)
  if (given.json) return yield* Output.json(RoleDocument.encode(map, words))
  const lines = [
    `${book.group.name} (${groupId})`,
    ...map.members.flatMap((member) => ["", ...memberLines(member, words)]),
    "",
    ...[map, ...map.offerings].map(coverageLine),
    ...map.findings.map(({ advice, message }) => `${message}${advice === undefined ? "" : `: ${advice}`}`)
  ]
  yield* Output.stdout(`${lines.join("\n")}\n`)
})

/** What a person says of a role. */
export interface Given {
  readonly directory: string
  readonly contact: string
  readonly role: string
  readonly verdict: RoleVerdict.RoleStanding
  readonly by: string
  readonly reason: string | undefined
  readonly json: boolean
}

const meant = (text: string, known: Iterable<string>, otherwise: string): string => {
  const near = Nearest.nearest(text, known)
  return near === undefined ? otherwise : `did you mean ${near}?`
}

const roles = Contact.ContactRole.literals

const contactOf = ({ records: { merges, records } }: Workspace.Workspace, asked: string) => {
  // What is said of a merged contact is said of the one that it has become.
  const id = merges.contacts.get(asked) ?? asked
  const found = records.contacts.find(({ record }) => record.id === id)?.record
  if (found === undefined) {
    const known = records.contacts.map(({ record }) => record.id)
    return Effect.fail(Failure.refused(`there is no contact ${asked}`, meant(asked, known, "name an id of the data")))
  }
  return found.kind === "mailbox"
    ? Effect.fail(Failure.refused(`${asked} is a shared mailbox and has no role`, "name a person"))
    : Effect.succeed(found)
}

/** Who else of the account is its confirmed economic buyer. */
const otherBuyers = ({ records }: Workspace.Workspace, { accountId, id }: Contact.Contact): ReadonlyArray<string> => {
  const book = accountId === undefined ? undefined : GroupBook.of(records, accountId)
  const words = book?.roles.map(({ record }) => record) ?? []
  return (book?.contacts ?? []).flatMap(({ record }) => {
    const isBuyer = ContactRoles.of(record, { words }).some(
      ({ role, standing }) => role === "economic buyer" && standing === "confirmed"
    )
    return isBuyer && record.id !== id && record.accountId === accountId && record.leftAt === undefined
      ? [record.id]
      : []
  })
}

/** Adds a person's word, unless it was said already. */
export const say = Effect.fn("role.say")(function* (given: Given) {
  const workspace = yield* Session.workspaceOf(given.directory, process.env)
  const { by, reason, verdict } = given
  const contact = yield* contactOf(workspace, given.contact)
  const role = roles.find((one) => one === given.role.trim().toLowerCase())
  if (role === undefined)
    return yield* Failure.refused(
      `${given.role} is no role`,
      meant(given.role, roles, `the roles are ${roles.join(", ")}`)
    )
  if (by.trim() === "") return yield* Failure.refused("nobody says so", "name who does: --by WHO")
  const said = RoleVerdict.latest(wordsOf(workspace).get(contact.id) ?? []).get(role)
  const isSaid = said?.verdict === verdict
  if (!isSaid) {
    const at = Calendar.instant(yield* Clock.currentTimeMillis)
    const word = { contactId: contact.id, role, verdict, by, at, ...(reason === undefined ? {} : { reason }) }
    yield* RoleFile.append(workspace, word)
  }
  const others = role === "economic buyer" && verdict === "confirmed" ? otherBuyers(workspace, contact) : []
  if (given.json) {
    const economicBuyers = [contact.id, ...others]
    return yield* Output.json({
      contact: contact.id,
      role,
      verdict,
      isKept: !isSaid,
      ...(others.length === 0 ? {} : { economicBuyers })
    })
  }
  const lines = [
    isSaid
      ? `${contact.id}, ${role}: ${said.by} said ${verdict} already`
      : `${contact.id}, ${role}: ${verdict} by ${by}\nkept in ${RoleFile.name}`,
    ...(others.length === 0
      ? []
      : [
          `${others.join(", ")} is economic buyer of the account too: one person releases the money, dismiss the others`
        ])
  ]
  yield* Output.stdout(`${lines.join("\n")}\n`)
})
