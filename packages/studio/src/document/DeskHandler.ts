/**
 * The endpoint behind the links of a manager's mail, as a web-standard handler for any server: GET shows a page that asks
 * and changes nothing, since scanners of mail follow links; POST writes it down. No cookies, no scripts; what a link may
 * do is what it was signed for. Source: docs/explanation/desk.md (links).
 */
import { Calendar, TaskLink, type Task } from "@market-of-one/core"
import * as DeskLinkPage from "./DeskLinkPage.ts"
import type { Telling } from "../sentence/DeskSentence.ts"

/** What the handler works with. */
export interface Desk {
  /** The key under which links are signed; at least 16 characters. */
  readonly key: string
  readonly now: () => Calendar.Instant
  /** A task as it stands; undefined when there is none. */
  readonly taskOf: (claim: Pick<TaskLink.Claim, "taskId" | "groupId">) => Promise<Task.TaskState | undefined>
  /** Writes into the journal what a person says of a task. */
  readonly tell: (claim: TaskLink.Claim, note: string | undefined) => Promise<void>
  /** Names of our people and of accounts; the id of whom nobody knows. */
  readonly nameOf: (id: string) => string
  readonly telling: Telling
}

/** A handler. */
export type Handler = (request: Request) => Promise<Response>

const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // The address of the page is the right to act: it goes nowhere else and is kept nowhere.
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow"
}

/** How a task's state answers a link. */
const statusOf: Readonly<Record<TaskLink.Standing["state"], number>> = {
  open: 200,
  unknown: 404,
  accepted: 409,
  closed: 409,
  "not theirs": 409
}

/** Most characters of a note that are kept. */
export const mostNote = 500

/** Most bytes of a form that are read. */
export const mostBytes = 10_000

const noteOf = async (request: Request): Promise<string | undefined> => {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return undefined
  const text = (await request.text()).slice(0, mostBytes)
  const note = (new URLSearchParams(text).get("note") ?? "").replaceAll(/\s+/gu, " ").trim().slice(0, mostNote)
  return note === "" ? undefined : note.toWellFormed()
}

/** The token of `…/task/TOKEN`; undefined for any other path. */
const tokenOf = (request: Request): string | undefined => {
  const parts = new URL(request.url).pathname.split("/")
  return parts.at(-2) === "task" && parts.at(-1) !== "" ? parts.at(-1) : undefined
}

/** The address of a token below a base such as `https://desk.example.com`. */
export const addressOf = (base: string, token: string): string => `${base.replace(/\/+$/u, "")}/task/${token}`

/** The handler of a desk. It answers every request and never throws. */
export const make = (desk: Desk): Handler => {
  const { key, nameOf, now, taskOf, tell, telling } = desk
  // One deed at a time: of two that come together the second finds what the first has done.
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = <A>(deed: () => Promise<A>): Promise<A> => {
    const mine = before.then(deed, deed)
    before = mine.catch(() => undefined)
    return mine
  }
  const answer = (status: number, page: string, more: Readonly<Record<string, string>> = {}): Response =>
    new Response(page, { status, headers: { ...headers, ...more } })
  const look = async (claim: TaskLink.Claim): Promise<Response> => {
    const task = await taskOf(claim)
    const standing = TaskLink.standingOf(claim, task)
    return standing.state === "open" && task !== undefined
      ? answer(200, DeskLinkPage.ask(telling, claim, task, nameOf))
      : answer(statusOf[standing.state], DeskLinkPage.standing(telling, standing, nameOf))
  }
  const act = async (claim: TaskLink.Claim, note: string | undefined): Promise<Response> => {
    const standing = TaskLink.standingOf(claim, await taskOf(claim))
    if (standing.state !== "open")
      return answer(statusOf[standing.state], DeskLinkPage.standing(telling, standing, nameOf))
    await tell(claim, note)
    return answer(200, DeskLinkPage.note(telling, "told"))
  }
  return async (request) => {
    try {
      const token = tokenOf(request)
      if (token === undefined) return answer(404, DeskLinkPage.note(telling, "missing"))
      const isRead = request.method === "GET" || request.method === "HEAD"
      if (!isRead && request.method !== "POST")
        return answer(405, DeskLinkPage.note(telling, "method"), { allow: "GET, HEAD, POST" })
      const verified = TaskLink.verify(token, key, now())
      if (!verified.ok)
        return answer(verified.refusal === "expired" ? 410 : 403, DeskLinkPage.note(telling, verified.refusal))
      if (isRead) return await look(verified.claim)
      const note = await noteOf(request)
      return await inTurn(() => act(verified.claim, note))
    } catch {
      return answer(500, DeskLinkPage.note(telling, "broken"))
    }
  }
}
