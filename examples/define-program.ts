/** How do I write programs as TypeScript? One for each branch, checked as the YAML files of a workspace are. */
import { Definition, defineProgram } from "@market-of-one/core"

// #region campaign
const branches = { hotels: "retain/hotels", offices: "retain/offices" }

export const programs = Object.entries(branches).map(([branch, template]) =>
  defineProgram({
    id: `autumn-${branch}`,
    name: `Autumn news for ${branch}`,
    objective: "retain",
    topic: "news",
    audience: `account.industry == "${branch}" && account.status == "customer"`,
    plays: [
      {
        id: "news",
        touches: [
          { id: `${branch}-letter`, to: '"champion" in contact.roles', slot: "letter", approval: "manager" },
          {
            id: `${branch}-call`,
            waitFor: { event: "reply", timeout: "2 weeks", otherwise: "leave" },
            task: { kind: "call", text: "Call who answered: what may we send?", dueBusinessDays: 2 }
          }
        ]
      }
    ],
    slots: { letter: { fallback: { template: `${template}.en` } } }
  })
)
// #endregion campaign

for (const program of programs) {
  const { findings } = Definition.compile(program)
  console.log(`${program.id}: ${program.plays[0].touches.length} steps, ${findings.length} findings`)
}

// What the types cannot see is said with its path: here somebody forgot what is sent when no variant fits.
const unfinished = JSON.parse('{ "letter": { "variants": [] } }')
try {
  defineProgram({
    id: "unfinished",
    name: "Unfinished",
    objective: "retain",
    topic: "news",
    audience: "account.isKey",
    plays: [{ id: "news", touches: [{ id: "letter", to: "contact.hasAddress", slot: "letter", after: "2 days" }] }],
    slots: unfinished
  })
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
}
