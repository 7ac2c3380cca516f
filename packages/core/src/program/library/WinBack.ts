/**
 * Win-back: for a lost or lapsed account without an open complaint or promise; one whose cause is unanswered is not
 * approached. The manager asks first why it left; what has changed since then goes to those who decide on the word of the
 * manager's superior; an answer within three weeks brings a meeting, and terms for those who buy. It ends as soon as the
 * account is a client again, and without an answer: it is not asked twice within half a year. Why: who left for a reason
 * comes back when the reason is gone, and an offer before that confirms the decision to leave.
 */
import * as LibraryPlay from "./LibraryPlay.ts"

/** The play. */
export const play = LibraryPlay.make(
  {
    id: "win-back",
    name: "Win back a lost client",
    summary: "A lost client whose cause is answered: why it left, what has changed, a meeting, terms",
    slots: ["changed", "terms"]
  },
  {
    objective: "win back",
    audience:
      '(account.status == "lost" || account.status == "lapsed") && account.openComplaints == 0 && account.openPromises == 0',
    priority: 30,
    entry: { everyDays: 180 },
    plays: [
      {
        id: "return",
        goal: 'account.status == "customer" || account.status == "regained"',
        touches: [
          {
            id: "cause",
            task: {
              kind: "call",
              text: "Ask why they left, and write the answer down; if nothing has changed since, exclude the account by an override.",
              dueBusinessDays: 5,
              acceptBusinessDays: 2
            }
          },
          {
            id: "changed",
            to: '"decision maker" in contact.roles || "economic buyer" in contact.roles || "champion" in contact.roles',
            slot: "changed",
            sender: "manager",
            approval: "superior"
          },
          {
            id: "meet",
            waitFor: { event: "reply", timeout: "3 weeks", otherwise: "leave" },
            task: {
              kind: "meeting",
              text: "Meet whoever answered: what would they need to try again? Agree on terms within your limits.",
              dueBusinessDays: 5
            }
          },
          {
            id: "terms",
            to: '"procurement" in contact.roles || "economic buyer" in contact.roles',
            after: "2 business days",
            slot: "terms",
            sender: "manager",
            approval: "superior"
          }
        ]
      }
    ]
  }
)
