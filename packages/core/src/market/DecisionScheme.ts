/**
 * The decision scheme of an account: stages, who releases the money, who decides, advises and can veto, criteria and
 * deadlines. There is room for one economic buyer, and a veto that is not raised approves nothing: the types say so.
 * Source: docs/explanation/account-market.md (схема принятия решений).
 */
import type { ContactRole } from "../account/Contact.ts"
import type { Day } from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import { confirmed, type ContactMap, type Member } from "./ContactMap.ts"
import type { GroupBook } from "./GroupBook.ts"
import * as History from "./History.ts"

/** Someone whose word can approve. */
export interface Approver {
  readonly power: "approve"
  readonly contactId: string
  readonly roles: ReadonlyArray<ContactRole>
}

/** Someone who can stop it, and whose silence or consent approves nothing. */
export interface Vetoer {
  readonly power: "veto"
  readonly contactId: string
  readonly roles: ReadonlyArray<ContactRole>
}

/** Someone who is heard. */
export interface Adviser {
  readonly power: "advise"
  readonly contactId: string
  readonly roles: ReadonlyArray<ContactRole>
}

/** A decision that is on its way: an open deal or tender, its stage and its day. */
export interface DecisionStep {
  readonly opportunityId: string
  readonly stage: string | null
  readonly deadline: Day | null
  readonly source: Provenance
}

/** What decided before: a reason for which a deal was lost, and how often. */
export interface Criterion {
  readonly reason: string
  readonly times: number
  readonly source: Provenance
}

/** The scheme of one account. */
export interface DecisionScheme {
  readonly accountId: string
  /** Null when nobody is confirmed, or when more than one is: then a finding names them. */
  readonly economicBuyer: Approver | null
  readonly deciders: ReadonlyArray<Approver>
  readonly vetoers: ReadonlyArray<Vetoer>
  readonly advisers: ReadonlyArray<Adviser>
  readonly steps: ReadonlyArray<DecisionStep>
  /** Most frequent first. */
  readonly criteria: ReadonlyArray<Criterion>
  readonly findings: ReadonlyArray<Finding.Finding>
}

const vetoing = new Set<ContactRole>(["procurement", "legal", "gatekeeper"])
const advising = new Set<ContactRole>(["champion", "influencer", "technical evaluator", "user"])

const holding = (members: ReadonlyArray<Member>, roles: ReadonlySet<ContactRole>) =>
  members.flatMap((member) => {
    const held = confirmed(member).filter((role) => roles.has(role))
    return held.length === 0 ? [] : [{ contactId: member.id, roles: held }]
  })

const criteriaOf = (decided: ReadonlyArray<History.Decided>): ReadonlyArray<Criterion> => {
  const byReason = new Map<string, Criterion>()
  for (const { reason, source } of decided) {
    if (reason === null) continue
    const known = byReason.get(reason)
    byReason.set(reason, { reason, times: (known?.times ?? 0) + 1, source: known?.source ?? source })
  }
  return [...byReason.values()].toSorted((a, b) => b.times - a.times || (a.reason < b.reason ? -1 : 1))
}

const missing = (accountId: string, what: string): Finding.Finding => ({
  severity: "info",
  rule: "market/decision-scheme",
  message: `nobody is confirmed as ${what} of account ${accountId}`,
  advice: "ask who it is, and confirm the role"
})

/** The scheme of one account of the group. Total; the order of records is irrelevant. */
export const of = (book: GroupBook, map: ContactMap, accountId: string): DecisionScheme => {
  const members = map.members.filter((member) => member.accountId === accountId)
  const buyers = holding(members, new Set<ContactRole>(["economic buyer"]))
  const deciders = holding(members, new Set<ContactRole>(["decision maker"]))
  const own = {
    ...book,
    opportunities: book.opportunities.filter(({ record }) => record.accountId === accountId)
  }
  const [buyer] = buyers
  return {
    accountId,
    economicBuyer: buyer === undefined || buyers.length > 1 ? null : { power: "approve", ...buyer },
    deciders: deciders.map((one) => ({ power: "approve", ...one })),
    vetoers: holding(members, vetoing).map((one) => ({ power: "veto", ...one })),
    advisers: holding(members, advising).map((one) => ({ power: "advise", ...one })),
    steps: History.openOpportunities(own, map.asOf).map(({ provenance, record }) => ({
      opportunityId: record.id,
      stage: record.stage ?? null,
      deadline: record.expectedAt ?? null,
      source: provenance
    })),
    criteria: criteriaOf(History.of(own, map.asOf).decided),
    findings: [
      ...(buyers.length === 0 ? [missing(accountId, "economic buyer")] : []),
      ...(deciders.length === 0 ? [missing(accountId, "decision maker")] : []),
      ...map.findings.filter(
        (finding) => finding.rule === "market/economic-buyers" && finding.message.startsWith(`account ${accountId} `)
      )
    ]
  }
}

/** What a person said to a proposal. */
export type Word = "approves" | "objects"

/**
 * Where a proposal stands: `refused` as soon as anyone who can approve or veto objects; `approved` only when the economic
 * buyer and every decider approve, whatever those with a veto say; else `open`.
 */
export const outcome = (
  scheme: Pick<DecisionScheme, "economicBuyer" | "deciders" | "vetoers">,
  words: ReadonlyMap<string, Word>
): "approved" | "refused" | "open" => {
  const { deciders, economicBuyer, vetoers } = scheme
  const approvers = economicBuyer === null ? deciders : [economicBuyer, ...deciders]
  if ([...approvers, ...vetoers].some((one) => words.get(one.contactId) === "objects")) return "refused"
  const all = approvers.every((one) => words.get(one.contactId) === "approves")
  return economicBuyer !== null && all ? "approved" : "open"
}
