/**
 * Quarterly review: for a key account, every quarter, at its root. The manager prepares the figures and, where promises
 * are open, settles where each of them stands before anybody is invited; those who decide are invited in the manager's
 * name and asked once more; after the meeting the manager writes down what was agreed, and the people who work with us
 * hear of it. It ends complete, or after six weeks without a meeting. Why: a key account is not kept by letters; they
 * prepare and follow a talk, and a review with an open promise that nobody mentions does harm.
 */
import * as LibraryPlay from "./LibraryPlay.ts"

/** The play. */
export const play = LibraryPlay.make(
  {
    id: "quarterly-review",
    name: "Quarterly review with a key account",
    summary: "A key account, every quarter: prepare, invite those who decide, meet, tell those who work with us",
    slots: ["invitation", "summary"]
  },
  {
    objective: "retain",
    audience: 'group.isKey && account.isRoot && account.status == "customer"',
    priority: 25,
    entry: { everyDays: 91 },
    plays: [
      {
        id: "review",
        touches: [
          {
            id: "prepare",
            task: {
              kind: "other",
              text: "Prepare the review: sales against plan, cases and how fast they were answered, what changed at the client.",
              dueBusinessDays: 5,
              acceptBusinessDays: 2
            }
          },
          {
            id: "promises",
            when: "account.openPromises > 0",
            task: {
              kind: "other",
              text: "Promises are open: settle where each of them stands and who tells the client, before the invitation goes.",
              dueBusinessDays: 2
            }
          },
          {
            id: "invitation",
            to: '"decision maker" in contact.roles || "economic buyer" in contact.roles',
            slot: "invitation",
            sender: "manager",
            deadlineBusinessDays: 5
          },
          {
            id: "reminder",
            to: '"decision maker" in contact.roles',
            after: "5 business days",
            slot: "invitation",
            sender: "manager",
            deadlineBusinessDays: 5
          },
          {
            id: "minutes",
            waitFor: { event: "meeting", timeout: "6 weeks", otherwise: "leave" },
            task: {
              kind: "meeting",
              text: "Write down what was agreed; enter each promise with its day and who keeps it.",
              dueBusinessDays: 2,
              acceptBusinessDays: 1
            }
          },
          {
            id: "summary",
            to: '"champion" in contact.roles || "user" in contact.roles || "technical evaluator" in contact.roles',
            slot: "summary",
            sender: "manager",
            approval: "manager"
          }
        ]
      }
    ]
  }
)
