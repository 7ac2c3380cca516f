/** What a command writes: its result on stdout, everything else on stderr, for the terminal at hand. */
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities"
import * as Effect from "effect/Effect"

/** The terminal that a view is made for. */
export interface Screen {
  /** Columns; 100 where stdout is no terminal. */
  readonly width: number
  /** Whether a person looks at it: elsewhere there is no edge at which a text would have to end. */
  readonly isTerminal?: boolean
  /** Only on a terminal, and not under NO_COLOR. */
  readonly hasColor: boolean
}

const write = (stream: NodeJS.WriteStream, text: string): Effect.Effect<void> =>
  Effect.callback((resume) => {
    stream.write(text, () => resume(Effect.void))
  })

/** Writes to stdout and waits until it is handed over, so that no exit cuts it short. */
export const stdout = (text: string): Effect.Effect<void> => write(process.stdout, text)

/** Writes to stderr. */
export const stderr = (text: string): Effect.Effect<void> => write(process.stderr, text)

/** Foreign text for a line of a terminal: characters that steer it, or the direction of writing, become blanks. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, " ")

/** One JSON document on stdout. */
export const json = (document: unknown): Effect.Effect<void> => stdout(`${JSON.stringify(document)}\n`)

/** The terminal at hand. */
export const screen: Effect.Effect<Screen> = Effect.gen(function* () {
  const { canColor } = yield* TerminalCapabilities.TerminalCapabilities
  // A terminal that does not know its width says 0.
  return { width: process.stdout.columns || 100, isTerminal: process.stdout.isTTY ?? false, hasColor: canColor }
})

/** A reader that stops early, such as `head`, closes the pipe: that is no error of ours. */
export const ignoreClosedPipe = (): void => {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0)
    throw error
  })
}
