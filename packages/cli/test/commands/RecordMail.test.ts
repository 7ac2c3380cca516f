/** `abm record --mail`: raw messages about what a rehearsal wrote. */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { abm } from "../Inside.ts"
import * as Eml from "../Eml.ts"
import * as LiveWorkspace from "../LiveWorkspace.ts"
import * as Spawned from "../Spawned.ts"

interface Answer {
  readonly accepted: number
  readonly duplicate: number
  readonly ignored: number
  readonly rejected: number
  readonly kinds: Readonly<Record<string, number>>
  readonly rejects: ReadonlyArray<{ readonly file: string; readonly message: string; readonly kind?: string }>
}

const directory = LiveWorkspace.make({ accounts: 4, contactsEach: 1 })
const inbox = join(directory, "inbox")
const run = (...words: ReadonlyArray<string>) => abm([...words, "-C", directory])
const record = (from: string) => run("record", from, "--mail", "--rehearsal", "--json")
const answered = (text: string): Answer => JSON.parse(text) as Answer
const put = (name: string, lines: ReadonlyArray<string>, body: ReadonlyArray<string> = ["Hello"]) =>
  writeFileSync(join(inbox, name), [...lines, "Date: Mon, 05 Jan 2026 09:30:00 +0000", "", ...body].join("\r\n"))

/** The Message-ID that a contact's message was written with. */
const sentTo = (contact: string): string => {
  const folder = join(directory, ".abm/outbox")
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
  const text = texts.find((eml) => Eml.header(eml, "To").includes(`${contact.toLowerCase()}@`))
  return Eml.header(text ?? "", "Message-ID")
}

describe("abm record --mail", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    mkdirSync(inbox)
    assert.strictEqual((await run("run", "--once", "--courier", "capture")).code, 0)
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  it("tells messages apart, matches them, and knows them again", async () => {
    // By the message that it answers, whoever answers it.
    put("1-reply.eml", [
      "From: someone@else.example",
      "Message-ID: <r1@x.example>",
      `In-Reply-To: ${sentTo("A01-P01")}`
    ])
    // By the mailbox of its sender.
    put(
      "2-away.eml",
      [
        "From: A02-P01@Example.com",
        "Subject: Out of office",
        "Message-ID: <r2@x.example>",
        "Auto-Submitted: auto-replied"
      ],
      ["Back on 2 February 2026."]
    )
    put(
      "3-bounce.eml",
      [
        "From: MAILER-DAEMON@example.com",
        "Subject: Undelivered Mail Returned to Sender",
        "Message-ID: <r3@x.example>",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'
      ],
      [
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; example.com",
        "",
        "Final-Recipient: rfc822; a03-p01@example.com",
        "Action: failed",
        "Status: 5.1.1",
        "",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        `Message-ID: ${sentTo("A03-P01")}`,
        "",
        "--b--"
      ]
    )
    put("4-receipt.eml", ["From: a04-p01@example.com", "Message-ID: <r4@x.example>", "Precedence: auto_reply"])
    writeFileSync(join(inbox, "notes.txt"), "not a message")
    const { code, stderr, stdout } = await record(inbox)
    assert.deepStrictEqual([code, stderr], [0, ""])
    assert.deepStrictEqual(answered(stdout), {
      accepted: 3,
      duplicate: 0,
      ignored: 1,
      rejected: 0,
      kinds: { "hard bounce": 1, "soft bounce": 0, complaint: 0, "out of office": 1, automatic: 1, reply: 1 },
      rejects: []
    })
    assert.deepInclude(answered((await record(inbox)).stdout), { accepted: 0, duplicate: 3, ignored: 1, rejected: 0 })
    const why = async (account: string) => (await run("why", account, "--rehearsal")).stdout
    assert.include(await why("A01"), "replied")
    assert.match(await why("A02"), /Person A02-P01.* 2 Feb 2026/u)
    assert.match(await why("A03"), /no such mailbox|bounced|does not exist/iu)
  })

  it("keeps what cannot be matched, with its reason and without its text", async () => {
    for (const name of readdirSync(inbox)) rmSync(join(inbox, name))
    const escape = "\u001b[2Jx"
    put(`1-${escape}.eml`, [`From: ${escape} <stranger@else.example>`, "Message-ID: <s1@x.example>"], ["secret words"])
    put(
      "2-forged.eml",
      ["From: MAILER-DAEMON@evil.example", "Subject: Undelivered mail", "X-Failed-Recipients: a04-p01@example.com"],
      ["550 5.1.1 user unknown"]
    )
    writeFileSync(join(inbox, "3-none.eml"), "nothing here")
    writeFileSync(join(inbox, "4-undated.eml"), "From: a04-p01@example.com\r\n\r\nHello")
    const { code, stderr, stdout } = await record(inbox)
    assert.strictEqual(code, 1)
    assert.deepInclude(answered(stdout), { accepted: 0, duplicate: 0, ignored: 0, rejected: 4 })
    assert.deepStrictEqual(
      answered(stdout).rejects.map(({ kind, message }) => [kind, message]),
      [
        ["reply", "it answers no message of ours, and its sender is no contact of an account"],
        ["hard bounce", "a bounce that names no message of ours"],
        [undefined, "it is no message"],
        [undefined, "it does not say when it was sent"]
      ]
    )
    assert.notInclude(stderr, "\u001b")
    const kept = readFileSync(join(directory, ".abm/rejects/mail.ndjson"), "utf8")
    assert.lengthOf(kept.trimEnd().split("\n"), 4)
    for (const text of [stdout, stderr, kept]) assert.notMatch(text, /secret words|stranger@/u)
  })

  it("reads one file, or standard input, and refuses what is not there", async () => {
    for (const name of readdirSync(inbox)) rmSync(join(inbox, name))
    put("one.eml", ["From: a04-p01@example.com", "Message-ID: <o1@x.example>"])
    const file = join(inbox, "one.eml")
    assert.match((await run("record", file, "--mail", "--rehearsal")).stdout, /^reply 1\naccepted 1, duplicate 0, /u)
    const piped = await Spawned.run(
      ["record", "-", "--mail", "--rehearsal", "--json", "-C", directory],
      {},
      readFileSync(file, "utf8")
    )
    assert.deepInclude(answered(piped.stdout), { accepted: 0, duplicate: 1, rejected: 0 })
    assert.isFalse(existsSync(join(directory, ".abm/rejects/mail.ndjson")))
    const missing = await record(join(inbox, "none"))
    assert.deepStrictEqual([missing.code, missing.stdout], [2, ""])
  })
})
