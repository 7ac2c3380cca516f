/**
 * Renewal: for the accounts of the target list `renewals`, which names those whose contract ends within half a year. The
 * manager looks first at what stands between us; those who work with it are asked how it serves them, then those who
 * decide are asked for a talk; whether or not they answer, the manager calls. Terms go to those who buy only when one of
 * those who decide has spoken with us, and on the word of the manager's superior. It ends when the account is taken off
 * the list, and four weeks after the call if nobody who decides has spoken: then the terms would be a shot in the dark.
 * Why: a contract is renewed by what was done under it, and terms sent early are taken for the opening bid.
 */
import * as LibraryPlay from "./LibraryPlay.ts"

/** The play. */
export const play = LibraryPlay.make(
  {
    id: "renewal",
    name: "Renewal of a contract that ends",
    summary: "An account of the target list `renewals`: how it serves them, a talk, terms when who decides has spoken",
    slots: ["review", "talk", "terms"]
  },
  {
    objective: "retain",
    audience: '"renewals" in account.targets && account.status == "customer"',
    priority: 50,
    entry: { everyDays: 180 },
    plays: [
      {
        id: "renew",
        goal: '!("renewals" in account.targets)',
        touches: [
          {
            id: "standing",
            task: {
              kind: "other",
              text: "Look at what stands between us: open cases, broken promises, blocked assets. Settle them, then choose the terms.",
              dueBusinessDays: 3,
              acceptBusinessDays: 1
            }
          },
          {
            id: "review",
            to: '"user" in contact.roles || "champion" in contact.roles || "technical evaluator" in contact.roles',
            slot: "review",
            sender: "manager"
          },
          {
            id: "talk",
            to: '"decision maker" in contact.roles || "economic buyer" in contact.roles',
            after: "5 business days",
            slot: "talk",
            sender: "manager"
          },
          {
            id: "call",
            waitFor: { event: "reply", timeout: "10 business days" },
            task: {
              kind: "call",
              text: "Call those who decide: do they want to go on, for how long, and what has to change?",
              dueBusinessDays: 3,
              acceptBusinessDays: 1
            }
          },
          {
            id: "terms",
            to: '"procurement" in contact.roles || "legal" in contact.roles',
            gate: { roles: ["decision maker", "economic buyer"], atLeast: 1, within: "4 weeks" },
            slot: "terms",
            sender: "manager",
            approval: "superior"
          }
        ]
      }
    ]
  }
)
