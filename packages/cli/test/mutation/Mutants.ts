/** The mutants of a workspace: of its programs, its templates, the guard rails' numbers, and what else `abm.yaml` says. */
import { type Mutant, ofValue } from "./Mutant.ts"
import * as Steps from "./Steps.ts"

const { all, byKey, left, ofAmount, ofDay, ofNumber, ofRule, ofText, ofWait, ofWord } = Steps
const rule = (value: unknown) => ofRule(String(value))

/**
 * What decides, by key. Ids, names, and the words of a task are for people and decide nothing; what has no alternative
 * beside it has no priority to change.
 */
const ofProgramKey = byKey({
  audience: rule,
  when: all(rule, left),
  goal: all(rule, left),
  to: rule,
  eligible: all(rule, left),
  topic: ofText,
  startsOn: all(ofDay, left),
  endsOn: all(ofDay, left),
  entries: ofWord("open", "closed"),
  holdout: (value) => (value === 0 ? [] : all(ofNumber(0.05, -0.05), left)(value)),
  minor: ofAmount,
  offers: left,
  "offers.kind": ofWord("special terms"),
  percent: ofNumber(1, -1),
  text: (value) => (String(value).includes("%") ? ofText(value) : []),
  marginFloor: all(ofNumber(0.01, -0.01), left),
  costMinor: ofAmount,
  until: all(ofDay, left),
  validDays: all(ofNumber(1, -1), left),
  "plays[]": left,
  "touches[]": left,
  "variants[]": left,
  after: all(ofWait, left),
  timeout: ofWait,
  within: all(ofWait, left),
  event: ofWord("reply", "meeting", "purchase"),
  otherwise: ofWord("go on", "leave"),
  gate: left,
  waitFor: left,
  atLeast: ofNumber(1),
  "roles[]": left,
  approval: all(ofWord("manager", "superior"), left),
  sender: ofWord("program", "manager"),
  offer: left,
  "task.kind": ofWord("call", "meeting", "visit"),
  owner: ofWord("manager", "superior"),
  dueBusinessDays: ofNumber(1, -1),
  acceptBusinessDays: all(ofNumber(1, -1), left),
  deadlineBusinessDays: (value) => (value === 3 ? [] : all(ofNumber(1, -1), left)(value)),
  exclude: (value) => (value === true ? ofWord(false)(value) : []),
  "skip[]": left,
  play: left,
  overrides: left
})

const isClosed = (program: unknown): boolean => (program as { readonly entries?: unknown }).entries === "closed"

/** The mutants of a program as it is written; `templates` are those that may stand in the place of one. */
export const ofProgram = (program: unknown, templates: ReadonlyArray<string>): ReadonlyArray<Mutant<unknown>> =>
  ofValue(program, (value, path) => {
    // Nobody enters a closed program, so that no case can look into it.
    if (isClosed(program)) return path.join(".") === "entries" ? left(value) : []
    if (path.at(-2) === "overrides") return left(value)
    if (path.at(-1) === "template") return ofWord(...templates.slice(0, 2))(value).slice(0, 1)
    if (path.at(-2) === "variants" && typeof path.at(-1) === "string") return left(value)
    if (path.length === 1 && path[0] === "priority") return value === 0 ? [] : ofWord(0, 99)(value)
    return ofProgramKey(value, path)
  })

const step = ofNumber(1, -1)
/** What guard rails go by, by key. Engagement holds nothing; when we take on a task that went up is not told to cases. */
const ofPolicyKey = byKey({
  from: ofWord("08:30", "09:30"),
  to: ofWord("17:30", "18:30"),
  "weekdays[]": left,
  weekdays: (value) => [{ from: String(value), to: "and Saturday", value: [...(value as ReadonlyArray<number>), 6] }],
  per24Hours: step,
  per7Days: step,
  personsPer24Hours: step,
  "accountCap.count": ofWord("account", "group"),
  "oneVoice.count": ofWord("account", "group", "off"),
  staggerMinutes: ofNumber(5, -5),
  "negotiationStages[]": left,
  negotiationBusinessDays: step,
  replyBusinessDays: ofNumber(1),
  forgottenComplaintDays: step,
  quietDays: step,
  afterReturnBusinessDays: step,
  withoutReturnBusinessDays: step,
  bounces: step,
  withinDays: step,
  restDays: step,
  minor: ofAmount,
  giftLimits: left,
  anomalies: ofWord(true, false),
  "groupWideComplaints[]": left,
  groupWideComplaints: (value) => [{ from: String(value), to: "medium, high", value: ["medium", "high"] }]
})

/** The mutants of the guard rails' numbers: those that `abm.yaml` sets and, in the same way, the defaults. */
export const ofPolicy = (policy: object): ReadonlyArray<Mutant<unknown>> => {
  const others = ["timeZone", "country", "holidays", "engagement", "journey"]
  const guards = Object.entries(policy).filter(([key]) => !others.includes(key))
  return ofValue(Object.fromEntries(guards), ofPolicyKey)
}

/** The mutants of what else `abm.yaml` says to a program or to whoever gets a letter. */
export const ofConfig = (config: unknown): ReadonlyArray<Mutant<unknown>> =>
  ofValue(config, (value, path) => {
    const [top] = path
    if (top === "policy" || top === "sources") return []
    return byKey({
      timeZone: ofWord("Asia/Tokyo"),
      country: ofWord("AT"),
      "sender.name": ofText,
      company: ofText,
      email: ofWord("other@elsewhere.example"),
      postalAddress: ofText,
      unsubscribe: ofWord("other@elsewhere.example"),
      "own[]": left,
      "accounts[]": left
    })(value, path)
  })
