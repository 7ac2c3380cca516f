/** A scripted server speaks just enough SMTP to misbehave at one named point of the conversation. */
import * as net from "node:net"

/** What the server does when a point is reached. */
export type Act = (socket: net.Socket) => void

/** Where it can be told to misbehave; `message` is the end of the data. */
type Point = "greeting" | "EHLO" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "message"

/** What to do at each point; an array is used up in turn, its last entry stays. Points left out behave. */
export type Script = Partial<Record<Point, Act | ReadonlyArray<Act>>>

/** Acts that answer with success: only after those the conversation goes on. */
const positive = new WeakSet<Act>()

/** Answers with a reply and its line end. */
export const say = (reply: string): Act => {
  const act: Act = (socket) => {
    socket.write(`${reply}\r\n`)
  }
  if (/^[23]/u.test(reply)) positive.add(act)
  return act
}

/** Writes exactly these characters. */
export const write =
  (text: string): Act =>
  (socket) => {
    socket.write(text)
  }

/** Closes in order. */
export const hangUp: Act = (socket) => {
  socket.end()
}

/** Resets the connection. */
export const reset: Act = (socket) => {
  socket.resetAndDestroy()
}

/** Says nothing. */
export const silence: Act = () => undefined

/** Writes these characters and closes in order. */
export const lastly =
  (text: string): Act =>
  (socket) => {
    socket.end(text)
  }

/** Writes one character now and then and never ends the line. */
export const trickle: Act = (socket) => {
  const timer = setInterval(() => socket.write("2"), 20)
  socket.once("close", () => clearInterval(timer))
}

/** A running server and what it saw. `messages` holds the Message-ID of every completed message, in order. */
export interface ScriptedServer {
  readonly port: number
  readonly commands: ReadonlyArray<string>
  readonly messages: ReadonlyArray<string>
  readonly connections: () => number
  /** Resolves once a point was reached. */
  readonly reached: (point: Point) => Promise<void>
  readonly stop: () => Promise<void>
}

const behaviour: Record<Point, Act> = {
  greeting: say("220 test.example ESMTP"),
  EHLO: say("250-test.example\r\n250-AUTH PLAIN\r\n250 8BITMIME"),
  AUTH: say("235 2.7.0 ok"),
  MAIL: say("250 2.1.0 ok"),
  RCPT: say("250 2.1.5 ok"),
  DATA: say("354 go on"),
  message: say("250 2.0.0 queued as 1234")
}

/** Announces PIPELINING: MAIL, RCPT and DATA then come in one go, before any of them is answered. */
export const pipelining: Script = { EHLO: say("250-test.example\r\n250-AUTH PLAIN\r\n250 PIPELINING") }

/** Starts a server on 127.0.0.1 that follows the script. */
export const start = async (script: Script = {}): Promise<ScriptedServer> => {
  const sockets = new Set<net.Socket>()
  const commands: Array<string> = []
  const messages: Array<string> = []
  const uses = new Map<Point, number>()
  const waiting: Array<{ readonly point: Point; readonly resolve: () => void }> = []
  let connections = 0

  const act = (point: Point, socket: net.Socket): boolean => {
    const use = uses.get(point) ?? 0
    uses.set(point, use + 1)
    const planned = script[point] ?? behaviour[point]
    const chosen = typeof planned === "function" ? planned : planned[Math.min(use, planned.length - 1)]
    chosen?.(socket)
    for (const one of waiting) if (one.point === point) one.resolve()
    return chosen !== undefined && positive.has(chosen)
  }

  const server = net.createServer({ allowHalfOpen: false }, (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on("error", () => undefined)
    socket.on("close", () => sockets.delete(socket))
    let buffer = ""
    let isData = false
    let isAddressed = false
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1")
      for (;;) {
        const end = isData ? buffer.indexOf("\r\n.\r\n") : buffer.indexOf("\r\n")
        if (end < 0) return
        const taken = buffer.slice(0, end)
        buffer = buffer.slice(end + (isData ? 5 : 2))
        if (isData) {
          isData = false
          messages.push(/^Message-ID:\s*<([^>\r\n]+)>/imu.exec(taken)?.[1] ?? "")
          act("message", socket)
          continue
        }
        commands.push(taken)
        const verb = taken.slice(0, 4).toUpperCase()
        if (verb === "RSET") socket.write("250 2.0.0 ok\r\n")
        else if (verb === "QUIT") socket.end("221 2.0.0 bye\r\n")
        else if (verb === "EHLO" || verb === "AUTH") act(verb, socket)
        else if (verb === "MAIL" || verb === "RCPT") isAddressed = act(verb, socket) && (verb === "MAIL" || isAddressed)
        else if (verb === "DATA" && isAddressed) isData = act(verb, socket)
        else if (verb === "DATA") socket.write("503 5.5.1 nobody to send to\r\n")
        else socket.write("502 5.5.1 unknown\r\n")
      }
    })
    act("greeting", socket)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    commands,
    messages,
    connections: () => connections,
    reached: (point) =>
      (uses.get(point) ?? 0) > 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            waiting.push({ point, resolve })
          }),
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      })
  }
}
