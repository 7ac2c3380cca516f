/** `campaign.ts` in a workspace of its own that finds the core as an installed one would. */
import { assert, describe, it } from "@effect/vitest"
import { Finding } from "@market-of-one/core"
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as SampleWorkspace from "../SampleWorkspace.ts"
import { abm } from "../Inside.ts"
import * as Spawned from "../Spawned.ts"

const core = join(import.meta.dirname, "../../../core")

// Fictional.
const campaign = `import { defineProgram, PlayLibrary } from "@market-of-one/core"

interface Named { readonly id: string; readonly audience: string }
const each: ReadonlyArray<Named> = [{ id: "hotels", audience: 'account.industry == "hotels"' }]

export const programs = each.map(({ audience, id }) =>
  defineProgram({
    id,
    name: "News by branch",
    objective: "retain",
    topic: "news",
    audience,
    priority: 5,
    plays: [{ id: "all", touches: [{ id: \`\${id}-news\`, to: '"champion" in contact.roles', slot: "autumn" }] }],
    slots: { autumn: { fallback: { template: "autumn.en" } } }
  })
)
`

const workspaceOf = (changes: Readonly<Record<string, string>>): string => {
  const folder = SampleWorkspace.folder({ "package.json": '{ "type": "module" }\n', ...changes })
  mkdirSync(join(folder, "node_modules/@market-of-one"), { recursive: true })
  symlinkSync(core, join(folder, "node_modules/@market-of-one/core"))
  return folder
}

const findingsOf = async (directory: string): Promise<ReadonlyArray<Finding.Finding>> => {
  const { stdout } = await abm(["check", "-C", directory, "--json"])
  return (JSON.parse(stdout) as { readonly findings: ReadonlyArray<Finding.Finding> }).findings
}
const shown = ({ advice, message, place, rule, severity }: Finding.Finding): string =>
  `${place?.file} ${place?.field ?? ""} ${severity} ${rule}: ${message}; ${advice}`

describe("campaign.ts", () => {
  it("is loaded by Node as it stands, beside programs in YAML", async () => {
    const { code, stderr, stdout } = await Spawned.run(["check", "-C", workspaceOf({ "campaign.ts": campaign })])
    assert.strictEqual(code, 0, stdout + stderr)
    assert.include(stdout, "2 programs")
    assert.strictEqual(stderr, "")
  })

  it("its programs are planned and tested like any other", async () => {
    const directory = workspaceOf({
      "campaign.mts": campaign,
      "tests/campaign.yaml":
        "cases:\n  - name: Hotels get news\n    at: 2026-10-05\n    for: { account: C-100 }\n    expect: { enrolled: hotels/all }\n"
    })
    const { code, stdout } = await abm(["test", "-C", directory, "tests/campaign.yaml"])
    assert.strictEqual(code, 0, stdout)
    assert.include(stdout, "1 case: 1 passed")
  })

  it.each([
    {
      what: "a rule with a misspelt fact",
      from: "'account.industry ==",
      to: "'account.industri ==",
      says: "campaign.ts programs[0].audience error rule/unknown-field: program hotels, audience: account.industri is not a declared fact; did you mean account.industry?"
    },
    {
      what: "a template that is not there",
      from: '"autumn.en"',
      to: '"autum.en"',
      says: 'campaign.ts programs[0].slots.autumn.fallback.template error program/no-template: program hotels names template autum.en, which is not there; did you mean "autumn.en"?'
    },
    {
      what: "an id that a YAML file has",
      from: 'id: "hotels"',
      to: 'id: "keep-in-touch"',
      says: "campaign.ts programs[0].id error program/twice: program keep-in-touch stands in programs/keep-in-touch.yaml and in campaign.ts; give one of them another id"
    },
    {
      what: "a definition that does not fit",
      from: "priority: 5",
      to: "priority: 0.5",
      says: "campaign.ts  error program/campaign: campaign.ts cannot be loaded: program hotels cannot be used:\n  priority: expected"
    },
    {
      what: "an export of another name",
      from: "export const programs",
      to: "export const campaigns",
      says: "campaign.ts  error program/campaign: campaign.ts exports no list called programs; export them"
    }
  ])("says of $what what to do, with the file and the program", async ({ from, says, to }) => {
    assert.include(campaign, from)
    const findings = await findingsOf(workspaceOf({ "campaign.ts": campaign.replace(from, to) }))
    assert.include(findings.map(shown).join("\n"), says)
  })

  it("says the line of the nearest id that the file writes out once", async () => {
    const text = `export const programs = [
  {
    id: "plain", name: "Plain", objective: "retain", topic: "news", audience: "account.nam == 'x'",
    plays: [
      {
        id: "all",
        touches: [
          { id: "t", to: "true", slot: "s", after: "soon" },
          { id: 'later', to: "true", slot: "s" },
          { id: "later", to: "true", slot: "s", class: "srevice" }
        ]
      }
    ],
    slots: { s: { fallback: { template: "autumn.en" } } }
  }
]
`
    const placed = (findings: ReadonlyArray<Finding.Finding>) =>
      findings
        .filter(({ place }) => place?.file === "campaign.mts")
        .map(({ advice, place }) => [Finding.showPlace(place), place?.field, advice])
    assert.deepStrictEqual(placed(await findingsOf(SampleWorkspace.folder({ "campaign.mts": text }))), [
      ["campaign.mts:6:9", "programs[0].plays[0].touches[2].class", 'did you mean "service"?'],
      [
        "campaign.mts:8:13",
        "programs[0].plays[0].touches[0].after",
        "write a whole number from 1 and a unit; where there is nothing to wait for leave `after` out"
      ]
    ])
    const rule = text.replace("soon", "2 days").replace("srevice", "promotional").replace("'later'", "'late'")
    assert.deepStrictEqual(placed(await findingsOf(SampleWorkspace.folder({ "campaign.mts": rule }))), [
      ["campaign.mts:3:5", "programs[0].audience", "did you mean account.name?"]
    ])
  })

  it("decodes plain objects again, and says where they do not fit", async () => {
    const plain = `export const programs = [{ id: "plain", name: "Plain", objective: "retain", topic: "news", audience: "true",
      plays: [{ id: "all", touches: [{ id: "t", to: "true", slot: "s", after: "soon" }] }], slots: { s: {} } }]\n`
    const lines = (await findingsOf(SampleWorkspace.folder({ "campaign.mts": plain }))).map(shown)
    assert.include(
      lines.join("\n"),
      'campaign.mts programs[0].slots.s.fallback error program/schema: program plain, slots.s.fallback: "fallback" is missing; add `fallback'
    )
    assert.include(
      lines.join("\n"),
      "campaign.mts programs[0].plays[0].touches[0].after error program/schema: program plain, plays[0].touches[0].after: expected"
    )
  })

  it("reads a changed file anew in the same process", async () => {
    const directory = workspaceOf({ "campaign.ts": campaign.replace('"autumn.en"', '"autum.en"') })
    assert.isNotEmpty(await findingsOf(directory))
    writeFileSync(join(directory, "campaign.ts"), campaign)
    assert.deepStrictEqual(await findingsOf(directory), [])
  })

  it("says how to install the core where it is not found", async () => {
    const { code, stdout } = await Spawned.run(["check", "-C", SampleWorkspace.folder({ "campaign.mts": campaign })])
    assert.strictEqual(code, 1)
    assert.include(stdout, "campaign.mts cannot be loaded: Cannot find package '@market-of-one/core'")
    assert.include(stdout, "npm install @market-of-one/core")
  })
})
