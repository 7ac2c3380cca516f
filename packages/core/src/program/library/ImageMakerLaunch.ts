/**
 * Launch to image makers: for accounts whose name brings others. They see what is new before the market does: a letter
 * to those who decide that the manager approves, a visit that shows it, then a trial for those who would use it, once
 * somebody who decides has answered or met with us. A first order brings the request for a word that we may quote. It
 * ends with that request, or when the gate stays shut for six weeks, or no order comes in ten. Why: what an image maker
 * says of a launch is worth more than the launch, and nobody lends a name to something that came by mail alone.
 */
import * as LibraryPlay from "./LibraryPlay.ts"

/** The play. */
export const play = LibraryPlay.make(
  {
    id: "image-maker-launch",
    name: "Launch to image makers",
    summary: "Image makers see what is new first: a letter, a visit, a trial, and a word that we may quote",
    slots: ["preview", "trial"]
  },
  {
    objective: "expand",
    audience: '"image-maker" in group.types && account.openComplaints == 0',
    priority: 35,
    plays: [
      {
        id: "launch",
        touches: [
          {
            id: "preview",
            to: '"decision maker" in contact.roles || "champion" in contact.roles',
            slot: "preview",
            sender: "manager",
            approval: "manager"
          },
          {
            id: "show",
            waitFor: { event: "reply", timeout: "5 business days" },
            task: {
              kind: "visit",
              text: "Show it at the client's before anybody else sees it; bring somebody who built it.",
              dueBusinessDays: 10,
              acceptBusinessDays: 2
            }
          },
          {
            id: "trial",
            to: '"technical evaluator" in contact.roles || "user" in contact.roles',
            gate: { roles: ["decision maker", "champion"], atLeast: 1, within: "6 weeks" },
            slot: "trial",
            sender: "manager"
          },
          {
            id: "reference",
            waitFor: { event: "purchase", timeout: "10 weeks", otherwise: "leave" },
            task: {
              kind: "other",
              text: "Ask for a word that we may quote, and whether others may visit.",
              dueBusinessDays: 5
            }
          }
        ]
      }
    ]
  }
)
