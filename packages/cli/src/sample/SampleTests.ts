/** The test cases of a new workspace: a language, a complaint and a reply, stated for the made-up clients. */

const october = `# yaml-language-server: $schema=../.abm/schemas/test.schema.json
# What should happen in October 2026: run it with abm test. Change a rule, a text or a guard, and a case fails by name.
cases:
  - name: The owner of a silent café is asked in Russian what is wrong
    at: 2026-10-05
    for: { account: C-300, contact: P-6 }
    expect:
      enrolled: keep-in-touch/silent
      variant: ru
      subject: "Северная кофейня: всё ли в порядке?"

  - name: Promotion waits at Harbour Offices until its complaint is closed
    from: 2026-10-05
    until: 2026-10-10
    for: { account: C-200, contact: P-4 }
    meanwhile:
      - at: 2026-10-07
        cases: [{ id: K-1, closedAt: 2026-10-07 }]
    expect: { held: open-complaint, messages: 1 }

  - name: Whoever replies gets no second letter
    from: 2026-10-01
    until: 2026-10-22
    for: { account: C-100, contact: P-1 }
    meanwhile:
      - at: 2026-10-02T10:00:00+02:00
        told: [{ type: reply, contact: P-1 }]
    expect: { messages: 1, skipped: replied }
`

/** Files of `tests/`, by path. */
export const files = (): Readonly<Record<string, string>> => ({ "tests/october.yaml": october })
