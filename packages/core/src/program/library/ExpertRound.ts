/**
 * Expert round: for accounts whose people test, ask and suggest. The manager invites them by phone, a letter that the
 * manager approves says where and when, and whoever answers brings the account into the round. Afterwards those who
 * decide there learn what their own people made of the product. It ends after two weeks without an answer: an expert who
 * is pressed is none. Why: experts are asked, not sold to; their answers go to development, and their standing rises
 * with those who sign.
 */
import * as LibraryPlay from "./LibraryPlay.ts"

/** The play. */
export const play = LibraryPlay.make(
  {
    id: "expert-round",
    name: "Expert round",
    summary: "Experts are invited to judge what we build; those who decide learn what their people made of it",
    slots: ["invitation", "results"]
  },
  {
    objective: "expand",
    audience: '"expert" in group.types && account.openComplaints == 0',
    priority: 45,
    entry: { everyDays: 180 },
    plays: [
      {
        id: "round",
        touches: [
          {
            id: "call",
            task: {
              kind: "call",
              text: "Invite the account's experts by phone: what they would judge, and why their word counts.",
              dueBusinessDays: 3,
              acceptBusinessDays: 1
            }
          },
          {
            id: "invitation",
            to: '"technical evaluator" in contact.roles || "user" in contact.roles',
            slot: "invitation",
            sender: "manager",
            approval: "manager"
          },
          {
            id: "round",
            waitFor: { event: "reply", timeout: "2 weeks", otherwise: "leave" },
            task: {
              kind: "meeting",
              text: "Hold the round; write down each suggestion as a case, with who answers it and by when.",
              dueBusinessDays: 10
            }
          },
          {
            id: "results",
            to: '"decision maker" in contact.roles || "economic buyer" in contact.roles || "champion" in contact.roles',
            after: "5 business days",
            slot: "results",
            sender: "manager"
          }
        ]
      }
    ]
  }
)
