/** A subscriber of two numbers asks how to leave: who calls by when, what is offered, who says yes? All data are invented. */
import { Calendar, Horizon, SaveCase, SaveDesk, type SaveOffer, SavePolicy } from "@market-of-one/core"
import { readFileSync } from "node:fs"
import { join } from "node:path"

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "telecom-save-desk", `${name}.json`), "utf8"))
const at = (text: string) => Calendar.parseInstant(`${text}:00+05:00`) ?? Calendar.instant(0)
const notice = (id: string, assetId: string, when: string): SaveDesk.Client["notices"][number] => ({
  id,
  accountId: "subscriber",
  assetId,
  at: at(when),
  kind: "asked how to leave"
})
const notices = [notice("N1", "line-1", "2026-03-03T15:00"), notice("N2", "line-2", "2026-03-03T15:20")]
const subscriber: SaveDesk.Client = { ...(read("subscriber") as SaveDesk.Client), notices }
const said = { why: "price", "which service": "both", competitor: "none", price: null, "until when": "2026-04-01" }
const answersOf = (when: string): ReadonlyArray<SaveCase.Answer> =>
  SaveCase.questions.map((question) => ({ question, said: said[question], at: at(when), by: "Aida" }))
const made = { caseId: "N1", madeAt: at("2026-03-04T11:05"), endsOn: Calendar.Day.make("2027-03-04") }
const plan = { ...made, id: "P", rung: "better-fitting plan", percent: 0, approvedBy: null } as const
const declined: SaveOffer.OfferRecord = { ...plan, outcome: "declined", answeredAt: at("2026-03-04T11:10") }
const discount = { ...made, id: "D", rung: "discount", percent: 35, approvedBy: "Bolat" } as const
const accepted: SaveOffer.OfferRecord = { ...discount, outcome: "accepted", answeredAt: at("2026-03-05T10:00") }
const word = {
  caseId: "N1",
  rung: "discount",
  percent: 35,
  by: "Bolat",
  at: at("2026-03-04T12:00"),
  isGiven: true
} as const

const told = { answers: answersOf("2026-03-04T11:00"), contactedAt: [at("2026-03-04T11:00")], offers: [declined] }
const saved = { ...told, approvals: [word], offers: [declined, accepted] }
const again = [...notices, notice("N3", "line-1", "2026-09-01T10:00")]
const days: ReadonlyArray<readonly [when: string, more: Partial<SaveDesk.Client>]> = [
  ["2026-03-03T15:30", {}],
  ["2026-03-04T11:30", told],
  ["2026-03-04T12:00", { ...told, approvals: [word] }],
  ["2026-03-05T10:00", saved],
  ["2026-09-01T11:00", { ...saved, notices: again, answers: answersOf("2026-09-01T11:00") }]
]

const skills = { languages: [], industries: [], products: [] }
const manager = { id: "Aida", name: "Aida", managerId: "Bolat", skills, approves: { discount: 30 } }
const superior = { id: "Bolat", name: "Bolat", skills, approves: { discount: 50, cost: 1_000_000 } }
const { zone } = subscriber
const calendar = { zone, holidays: new Set<Calendar.Day>() }
const desk = { manager, managers: [manager, superior], calendar, policy: SavePolicy.standard }
const russian = read("ru") as Readonly<Record<string, string>>
for (const locale of ["en", "ru"] as const)
  for (const [when, more] of days) {
    const say = (text: string): string => (locale === "ru" ? (russian[text] ?? text) : text)
    const found = SaveDesk.propose({ horizon: Horizon.make(at(when)), client: { ...subscriber, ...more }, desk })
    if (found === null) throw new Error("there is no case")
    const { case: one, evidence, needsApprovalOf, offer, rung, status, steps, unanswered } = found
    const dueOf = (rule: string) => steps.find((step) => step.rule === `save-desk/${rule}`)?.dueAt
    console.log(`${when} ${say("one case")} (${one.notices.map(({ id }) => id).join(" + ")}): ${say(status)}`)
    const call = dueOf("first-contact")
    if (call !== undefined) console.log(`  ${say("call by")} ${Calendar.showInstant(call)}`)
    if (unanswered.length > 0) console.log(`  ${say("ask")}: ${unanswered.map(say).join(", ")}`)
    if (offer !== null && rung !== null) {
      const percent = offer.percent === 0 ? "" : ` ${offer.percent} %`
      console.log(`  ${say("offer")}: ${say(rung)}${percent}, ${say("ends")} ${offer.endsOn}`)
    }
    if (needsApprovalOf !== null) console.log(`  ${say("approved by")}: ${needsApprovalOf}`)
    const cooldown = evidence.find(({ rule }) => rule === "save-desk/cooldown")
    const ends = cooldown?.facts.find(({ name }) => name === "cooldown ends")?.value
    if (ends !== undefined) console.log(`  ${say("nothing else until")} ${ends}`)
    const remind = dueOf("reminder")
    if (remind !== undefined) console.log(`  ${say("remind on")} ${Calendar.dayOf(remind, zone)}`)
  }
