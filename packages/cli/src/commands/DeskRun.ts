/** The work of `abm desk`. */
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, relative, resolve } from "node:path"
import {
  Agenda,
  Assignment,
  Calendar,
  DutyCadence,
  Followed,
  HandOver,
  type Manager,
  Mistake,
  ReviewPack
} from "@market-of-one/core"
import { BriefMistake, DeskPage, DeskReview, type DeskSentence } from "@market-of-one/studio"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as AccountGathering from "../session/AccountGathering.ts"
import * as Names from "../session/Names.ts"
import * as Retaining from "../session/Retaining.ts"
import * as Session from "../session/Session.ts"
import * as AccountMistakes from "../session/AccountMistakes.ts"
import * as DeskCalendar from "./DeskCalendar.ts"
import * as DeskGathering from "./DeskGathering.ts"
import * as DeskMailing from "./DeskMailing.ts"
import * as DeskView from "./DeskView.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly manager: string | undefined
  readonly html: string | undefined
  readonly ics: string | undefined
  readonly send: boolean
  readonly again: boolean
  readonly handOver: boolean
  /** A client, as `abm account` finds it. */
  readonly review: string | undefined
  readonly at: string | undefined
  readonly rehearsal: boolean
  readonly json: boolean
}

const write = Effect.fnUntraced(function* (directory: string, name: string, content: string, isQuiet: boolean) {
  const file = resolve(directory, name)
  yield* Effect.tryPromise({
    try: async () => {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    },
    catch: () => Failure.port(`cannot write ${file}`, "check that the folder can be written")
  })
  const line = `${relative(process.cwd(), file)}\n`
  yield* isQuiet ? Output.stderr(line) : Output.stdout(line)
})

/** Warnings that this manager is named in, of the clients that the manager has to do with. */
const warningsOf = (
  session: Session.Session,
  { clients, look, states }: DeskGathering.Gathered,
  managerId: string
): ReadonlyArray<Mistake.Warning> =>
  clients
    .filter(
      ({ records, tasks }) =>
        records.manager?.id === managerId ||
        records.commitments.some(({ madeBy }) => madeBy === managerId) ||
        records.interactions.some(({ by, status }) => by === managerId && status === "planned") ||
        tasks.some(({ closed, ownerId }) => ownerId === managerId && closed === null)
    )
    .flatMap(({ records: { groupId } }) => {
      const state = states.get(groupId)
      const told = state === undefined ? { briefReads: [], tasks: [], touches: [] } : AccountMistakes.told(state)
      return AccountMistakes.check(session, groupId, look.now, told)
    })
    .filter((warning) => warning.who === managerId || Mistake.people(warning).includes(managerId))
    .toSorted((a, b) => a.by - b.by || (a.groupId < b.groupId ? -1 : a.groupId > b.groupId ? 1 : 0))

const nameOf = (session: Session.Session): DeskSentence.Desk["nameOf"] => {
  const { accounts = {}, contacts = {}, people = {} } = Names.of(session.workspace, [])
  return (id) => people[id] ?? contacts[id] ?? accounts[id] ?? id
}

const deskOf = (session: Session.Session, gathered: DeskGathering.Gathered, managerId: string): DeskSentence.Desk => ({
  agenda: Agenda.of({ ...gathered, managerId }),
  warnings: warningsOf(session, gathered, managerId),
  followed: Followed.of(gathered.clients, managerId),
  scoreboard: DeskGathering.scoreboard(session, gathered),
  currency: session.portfolio.currency,
  at: gathered.look.now,
  nameOf: nameOf(session)
})

/** All of us: the scoreboard, and who should look after clients that need somebody. */
const everybody = Effect.fnUntraced(function* (
  given: Given,
  session: Session.Session,
  gathered: DeskGathering.Gathered
) {
  if (given.send || given.handOver || given.html !== undefined || given.ics !== undefined)
    return yield* Failure.usage("MANAGER is missing", "`abm desk` alone shows the scoreboard of all")
  const scoreboard = DeskGathering.scoreboard(session, gathered)
  const proposals = Assignment.propose({ ...gathered, wentWithout: session.portfolio.wentWithout })
  if (given.json)
    return yield* Output.json({ scoreboard, proposals, duties: DutyCadence.of(gathered.clients, gathered.look) })
  const { config, policy } = session.workspace
  const telling = { locale: config.locale, timeZone: policy.timeZone }
  const board = { scoreboard, proposals, currency: session.portfolio.currency, nameOf: nameOf(session) }
  return yield* Output.stdout(DeskView.scores(board, telling, yield* Output.screen))
})

/** A client at risk on one page. */
const review = Effect.fnUntraced(function* (
  asked: string,
  given: Given,
  session: Session.Session,
  gathered: DeskGathering.Gathered
) {
  const { groupId } = yield* AccountGathering.lookUp(session, asked)
  const { now } = gathered.look
  const client = gathered.clients.find(({ records }) => records.groupId === groupId)
  const look = Retaining.lookAt(session.workspace, session.asOf, now)
  const retention = Retaining.of(session.workspace, look, { review: session.portfolio })
  const pack = client === undefined ? undefined : ReviewPack.of(client, retention, now)
  if (pack === undefined)
    return yield* Failure.refused(
      `${groupId} is neither at risk, lost nor regained`,
      "`abm retention` lists the clients that are"
    )
  if (given.json) return yield* Output.json(pack)
  const { config, policy } = session.workspace
  const telling = { locale: config.locale, timeZone: policy.timeZone, nameOf: nameOf(session) }
  return yield* Output.stdout(DeskReview.markdown(pack, { ...telling, currency: session.portfolio.currency }))
})

const writeDay = Effect.fnUntraced(function* (
  given: Given,
  session: Session.Session,
  manager: Manager.Manager,
  desk: DeskSentence.Desk
) {
  const { config, policy } = session.workspace
  const telling = { locale: config.locale, timeZone: manager.timeZone ?? policy.timeZone }
  const language = { ...telling, domain: session.setup.policy.sendingDomain }
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const { again, directory, html, ics, json, rehearsal, send } = given
  if (json) {
    const warnings = desk.warnings.map((one) => ({ ...one, says: BriefMistake.tell(telling, one, desk.nameOf) }))
    const { agenda, currency, followed, scoreboard } = desk
    yield* Output.json({ agenda, warnings, followed, scoreboard, currency })
  }
  if (html !== undefined) yield* write(directory, html, DeskPage.render(desk, telling), json)
  if (ics !== undefined) yield* write(directory, ics, DeskCalendar.render(desk, language), json)
  if (send) yield* DeskMailing.send({ directory, session, manager, desk, telling, now, again, rehearsal })
  if (!json && !send && html === undefined && ics === undefined)
    yield* Output.stdout(DeskView.render(desk, telling, yield* Output.screen))
})

/** Shows, writes or sends a manager's day. */
export const run = Effect.fn("desk.run")(function* (given: Given) {
  if (given.at !== undefined && !Calendar.isDay(given.at))
    return yield* Failure.usage(`--at "${given.at}" is not a day`, "write it as 2026-10-01")
  if (given.again && !given.send) return yield* Failure.usage("--again goes with --send")
  const asOf = given.at as Calendar.Day | undefined
  const clock = Calendar.instant(yield* Clock.currentTimeMillis)
  const session = yield* Session.open({ directory: given.directory, asOf, env: process.env, now: clock })
  const now = asOf === undefined ? clock : Calendar.instantOf(asOf, 0, session.workspace.policy.timeZone)
  const { directory, rehearsal } = given
  const gathered = yield* DeskGathering.gather(session, { directory, rehearsal, now, isPast: asOf !== undefined })
  if (given.review !== undefined) return yield* review(given.review, given, session, gathered)
  if (given.manager === undefined) return yield* everybody(given, session, gathered)
  const manager = yield* DeskGathering.managerOf(gathered, given.manager)
  if (given.handOver) return yield* Output.json(HandOver.of(manager.id, gathered.clients, { ...gathered, now }))
  return yield* writeDay(given, session, manager, deskOf(session, gathered, manager.id))
})
