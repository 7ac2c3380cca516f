/**
 * White space: for a regular client that buys steadily and has neither a complaint nor an open deal. The manager chooses
 * the product that similar clients buy and this one does not; those who would use it hear how others do, once the manager
 * has said yes to the letter; an answer within two weeks brings the offer to those who buy, and a call. Without an answer
 * it ends, as it does when a deal is opened: from there on the early-stage deal is the play. Why: what a client like this
 * one buys is the cheapest growth there is, and an offer that the manager does not know of costs more than it brings.
 */
import * as LibraryPlay from "./LibraryPlay.ts"

/** The play. */
export const play = LibraryPlay.make(
  {
    id: "white-space",
    name: "White space: what similar clients buy",
    summary: "A steady client: the product that similar ones buy, first to those who use it, then to those who buy",
    slots: ["idea", "offer"]
  },
  {
    objective: "expand",
    audience:
      'account.status == "customer" && (group.cell == "AX" || group.cell == "BX" || group.cell == "BY") && account.openComplaints == 0',
    priority: 10,
    entry: { everyDays: 180 },
    plays: [
      {
        id: "grow",
        goal: "account.openOpportunities > 0",
        touches: [
          {
            id: "choose",
            task: {
              kind: "other",
              text: "Choose from the account's white space the product to speak of, and ask service whether anything stands against it.",
              dueBusinessDays: 3
            }
          },
          {
            id: "idea",
            to: '"user" in contact.roles || "champion" in contact.roles || "technical evaluator" in contact.roles',
            slot: "idea",
            sender: "manager",
            approval: "manager"
          },
          {
            id: "offer",
            to: '"procurement" in contact.roles || "economic buyer" in contact.roles',
            waitFor: { event: "reply", timeout: "2 weeks", otherwise: "leave" },
            slot: "offer",
            sender: "manager"
          },
          {
            id: "ask",
            after: "5 business days",
            task: {
              kind: "call",
              text: "Call who got the offer: what is missing for a first order?",
              dueBusinessDays: 2
            }
          }
        ]
      }
    ]
  }
)
