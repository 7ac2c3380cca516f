/**
 * Early-stage deal: for an account with an open deal and no complaint. Sales opens the door and marketing widens it: the
 * manager names who decides and who uses; those who use and judge get the proof; only when one of them has answered do
 * those who decide get the value, so that nobody above hears of us before somebody below would speak for us. Then the
 * manager calls. It ends when the deal is decided or has come to the stage of decision or to a negotiation, where sales
 * speaks alone, and after four weeks without an answer. Why: a deal that hangs on one person is lost with that person.
 */
import * as LibraryPlay from "./LibraryPlay.ts"

/** The play. */
export const play = LibraryPlay.make(
  {
    id: "early-stage-deal",
    name: "Early-stage deal: from one contact to all who decide",
    summary: "An account with an open deal: proof for those who use it, then value for those who decide",
    slots: ["proof", "value"]
  },
  {
    objective: "early-stage deal",
    audience: "account.openOpportunities > 0 && account.openComplaints == 0",
    priority: 40,
    entry: { everyDays: 180 },
    plays: [
      {
        id: "widen",
        exits: ["opted-out", "negotiation", "lost"],
        goal: 'account.openOpportunities == 0 || account.stage == "decision"',
        touches: [
          {
            id: "map",
            task: {
              kind: "call",
              text: "Call your first contact: who decides, who uses it, who can say no? Enter the names with their roles.",
              dueBusinessDays: 3,
              acceptBusinessDays: 1
            }
          },
          {
            id: "proof",
            to: '"technical evaluator" in contact.roles || "user" in contact.roles || "champion" in contact.roles',
            after: "1 business day",
            slot: "proof",
            sender: "manager"
          },
          {
            id: "value",
            to: '"economic buyer" in contact.roles || "decision maker" in contact.roles',
            gate: { roles: ["technical evaluator", "user", "champion"], atLeast: 1, within: "4 weeks" },
            slot: "value",
            sender: "manager"
          },
          {
            id: "next-step",
            waitFor: { event: "reply", timeout: "10 business days" },
            task: {
              kind: "call",
              text: "Call those who decide: agree on the next step and its day, or learn what stands against it.",
              dueBusinessDays: 2
            }
          }
        ]
      }
    ]
  }
)
