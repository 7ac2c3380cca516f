/** The work of `abm serve`: the handler of links over the workspace's store, behind a plain HTTP server. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { Calendar, Plan, Store, type TaskLink, Ticker } from "@market-of-one/core"
import { DeskHandler } from "@market-of-one/studio"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Names from "../session/Names.ts"
import * as Ports from "../session/Ports.ts"
import * as Session from "../session/Session.ts"
import * as StoreFile from "../session/StoreFile.ts"
import type * as Workspace from "../workspace/Workspace.ts"
import * as DeskMailing from "./DeskMailing.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly port: number
  readonly host: string
  readonly rehearsal: boolean
}

type AnyStore = Context.Service.Shape<typeof Store.Store>
type Claimed = Pick<TaskLink.Claim, "taskId" | "groupId">

/** The task and the group in whose journal it is now: an account may have moved to another since the link was made. */
const find = Effect.fnUntraced(function* (store: AnyStore, { groupId, taskId }: Claimed) {
  const own = yield* Effect.flatMap(store.load(groupId, []), Ticker.stateOf).pipe(
    Effect.provideService(Store.Store, store)
  )
  const task = own.tasks[taskId]
  if (task !== undefined) return { groupId, task }
  for (const group of yield* Effect.provideService(Plan.states, Store.Store, store)) {
    const moved = group.state.tasks[taskId]
    if (moved !== undefined) return { groupId: group.groupId, task: moved }
  }
  return undefined
})

/** The handler over a store. */
export const handlerOf = (workspace: Workspace.Workspace, store: AnyStore, key: string): DeskHandler.Handler => {
  const { accounts = {}, people = {} } = Names.of(workspace, [])
  const now = (): Calendar.Instant => Calendar.instant(Date.now())
  return DeskHandler.make({
    key,
    now,
    taskOf: async (claim) => (await Effect.runPromise(find(store, claim)))?.task,
    tell: async ({ act, by, groupId: signed, taskId }, note) => {
      const found = await Effect.runPromise(find(store, { groupId: signed, taskId }))
      if (found === undefined) throw new Error(`task ${taskId} is gone`)
      const { groupId } = found
      const outcome = act === "done" ? "done" : "dismissed"
      await Effect.runPromise(
        store.record([
          {
            groupId,
            at: now(),
            input:
              act === "accept"
                ? { _tag: "TaskAccepted", taskId, by }
                : { _tag: "TaskClosed", taskId, by, outcome, ...(note === undefined ? {} : { note }) }
          }
        ])
      )
    },
    nameOf: (id) => people[id] ?? accounts[id] ?? id,
    telling: { locale: workspace.config.locale, timeZone: workspace.policy.timeZone }
  })
}

/** The body of a request, no longer than a form of ours. */
const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  let text = ""
  for await (const chunk of incoming) {
    text += String(chunk)
    if (text.length > DeskHandler.mostBytes) break
  }
  return text
}

const answer = async (
  handler: DeskHandler.Handler,
  incoming: IncomingMessage,
  outgoing: ServerResponse
): Promise<void> => {
  const { method = "GET", url = "/" } = incoming
  const hasBody = method !== "GET" && method !== "HEAD"
  const request = new Request(new URL(url, "http://localhost"), {
    method,
    ...(hasBody ? { body: await bodyOf(incoming) } : {})
  })
  const response = await handler(request)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(method === "HEAD" ? undefined : await response.text())
}

/** A server that a handler answers; it listens until its scope ends. Fails when the address is taken. */
export const listen = (handler: DeskHandler.Handler, { host, port }: Pick<Given, "host" | "port">) =>
  Effect.acquireRelease(
    Effect.callback<Server, Failure.Failure>((resume) => {
      const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 16_384 }, (incoming, outgoing) => {
        answer(handler, incoming, outgoing).catch(() => outgoing.destroy())
      })
      server.once("error", (error: NodeJS.ErrnoException) =>
        resume(
          Effect.fail(
            Failure.port(`cannot listen on ${host}:${port} (${error.code ?? "error"})`, "take another --port")
          )
        )
      )
      server.listen(port, host, () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.callback<void>((resume) => {
        server.closeAllConnections()
        server.close(() => resume(Effect.void))
      })
  )

/** The address of a server. */
export const addressOf = (server: Server): string => {
  const address = server.address()
  if (address === null || typeof address === "string") return ""
  return `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`
}

/** Answers until it is interrupted. */
export const run = Effect.fn("serve.run")(function* (given: Given) {
  const { directory, host, port, rehearsal } = given
  if (port < 0 || port > 65_535) return yield* Failure.usage(`--port ${port} is no port`, "take one of 0 to 65535")
  const key = yield* DeskMailing.linkKey(process.env)
  const workspace = yield* Session.workspaceOf(directory, process.env)
  const file = yield* StoreFile.told(directory, workspace.config.store, process.env, rehearsal)
  yield* Effect.gen(function* () {
    const server = yield* listen(handlerOf(workspace, yield* Store.Store, key), { host, port })
    yield* Output.stderr(`answering on ${addressOf(server)}; Ctrl-C ends\n`)
    yield* Effect.never
  }).pipe(Effect.scoped, Effect.provide(StoreFile.layer(file)), Ports.orFail)
})
