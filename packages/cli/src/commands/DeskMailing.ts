/**
 * Sends a manager the day by mail: one mail a manager and day. That it goes is written down before it is handed over, so
 * that no second one goes by mistake, whatever becomes of this process.
 */
import { mkdir, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import {
  Calendar,
  Contact,
  Courier,
  Hash,
  type Manager,
  type MessageBrief,
  MessageReview,
  TaskLink
} from "@market-of-one/core"
import { DeskHandler, DeskMail, type DeskSentence } from "@market-of-one/studio"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Relay from "../session/Relay.ts"
import type * as Session from "../session/Session.ts"

/** What is sent, from where. */
export interface Given {
  readonly directory: string
  readonly session: Session.Session
  readonly manager: Manager.Manager
  readonly desk: DeskSentence.Desk
  readonly telling: DeskSentence.Telling
  /** When it is sent. */
  readonly now: Calendar.Instant
  /** Once more, although it went. */
  readonly again: boolean
  /** The day of a rehearsal is captured and goes to nobody. */
  readonly rehearsal: boolean
}

/** Shorter keys can be guessed. */
const leastKey = 16

/** The key of links: nothing less than one that was set for it. */
export const linkKey = (env: NodeJS.ProcessEnv): Effect.Effect<string, Failure.Failure> => {
  const key = env["ABM_SIGNING_KEY"] ?? ""
  return key.length >= leastKey
    ? Effect.succeed(key)
    : Effect.fail(
        Failure.refused(
          `links are signed with ABM_SIGNING_KEY, which is ${key === "" ? "not set" : "too short"}`,
          `set it to at least ${leastKey} random characters, the same wherever the links are made and answered`
        )
      )
}

/** Links that say something of a task, where the workspace has an endpoint. */
const linksOf = Effect.fnUntraced(function* ({ manager, now, session }: Given) {
  const { desk, links } = session.workspace.config
  if (links === undefined) return null
  const key = yield* linkKey(process.env)
  const until = Calendar.instant(now + desk.linkDays * Calendar.dayMillis)
  const made: DeskMail.Links = {
    until,
    of: (task, act) => DeskHandler.addressOf(links, TaskLink.sign({ ...task, by: manager.id, act, until }, key))
  }
  return made
})

/** The id of the mail of a manager and a day: the same however often it is made. */
const messageIdOf = (managerId: string, day: Calendar.Day, domain: string): string =>
  `desk-${Hash.ofValue(["desk", managerId]).slice(0, 16)}-${day}@${domain}`

/** All that a review asks of a mail that no template made. */
const briefOf = ({ manager, session, telling, desk }: Given): MessageBrief.MessageBrief => {
  const { config } = session.workspace
  const { unsubscribe, ...sender } = config.sender
  return {
    contact: { name: manager.name, roles: [], locale: telling.locale, attributes: {} },
    account: { id: manager.id, name: manager.name, attributes: {} },
    group: { id: manager.id, name: manager.name },
    sender,
    program: { id: "desk", name: "desk", objective: "desk" },
    unsubscribe: { mailto: unsubscribe },
    today: desk.agenda.day
  }
}

const reviewed = Effect.fnUntraced(function* (given: Given) {
  const { desk, manager, session, telling } = given
  const { email } = manager
  if (email === undefined || Contact.normalEmail(email) === undefined)
    return yield* Failure.refused(
      `manager ${manager.id} has no valid e-mail address`,
      "give it one in the managers' file"
    )
  const mail = DeskMail.render(desk, { ...telling, links: yield* linksOf(given) })
  const { sender } = session.workspace.config
  const messageId = messageIdOf(manager.id, desk.agenda.day, session.setup.policy.sendingDomain)
  const result = MessageReview.review(
    { ...mail, templateId: "desk", templateHash: "desk", locale: telling.locale },
    {
      messageId,
      from: { name: sender.name, address: sender.email },
      to: { name: manager.name, address: email },
      class: "service",
      feedbackId: "desk"
    },
    briefOf(given)
  )
  if (result.ok) return result.message
  return yield* Failure.refused(result.findings[0]?.message ?? "the mail may not go", result.findings[0]?.advice)
})

/** Claims the mail of the day; false when it was claimed before. */
const claim = (file: string, again: boolean): Effect.Effect<boolean, Failure.Failure> =>
  Effect.tryPromise({
    try: async () => {
      await mkdir(join(file, ".."), { recursive: true })
      await writeFile(file, "", { flag: again ? "w" : "wx", mode: 0o600 })
      return true
    },
    catch: (error) => error
  }).pipe(
    Effect.catch((error) =>
      typeof error === "object" && error !== null && "code" in error && error.code === "EEXIST"
        ? Effect.succeed(false)
        : Effect.fail(Failure.port(`cannot write ${file}`, "check that the folder can be written"))
    )
  )

/** Sends the day's mail, or says that it went already. */
export const send = Effect.fn("DeskMailing.send")(function* (given: Given) {
  const { again, desk, directory, manager, now, rehearsal, session } = given
  const { config } = session.workspace
  const message = yield* reviewed(given)
  const name = Relay.choose(rehearsal ? "capture" : undefined, config.courier, process.env)
  const file = join(resolve(directory), ".abm", "desk", `${name}-${message.messageId.replace(/[^\w.@-]/gu, "_")}`)
  if (!(yield* claim(file, again)))
    return yield* Output.stderr(
      `abm: the mail of ${desk.agenda.day} to ${manager.id} went already; --again sends it once more\n`
    )
  const outcome = yield* Effect.gen(function* () {
    return yield* (yield* Courier.Courier).deliver({ message, date: now, attempt: 1 })
  }).pipe(
    Effect.provide(Relay.layer({ name, mode: "live", directory, declared: config.courier, env: process.env })),
    Effect.tapError(() => Effect.promise(() => rm(file, { force: true })))
  )
  if (outcome._tag === "Accepted")
    return yield* Output.stderr(
      `sent to ${manager.id}${name === "capture" ? `: ${outcome.response} in ${Relay.outbox(directory)}` : ""}\n`
    )
  if (outcome._tag === "Indeterminate")
    return yield* Failure.port(
      `the mail to ${manager.id} may have gone: ${outcome.cause}`,
      "ask the manager; --again sends it once more"
    )
  yield* Effect.promise(() => rm(file, { force: true }))
  return yield* Failure.port(
    `the mail to ${manager.id} did not go: ${outcome._tag === "Refused" ? outcome.text : outcome.cause}`,
    "mend that, then send it again"
  )
})
