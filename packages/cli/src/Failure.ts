/** How a command ends other than well: what happened, what to do, and the exit code that says which kind it was. */
import * as Data from "effect/Data"
import * as Runtime from "effect/Runtime"

/** 1: findings or refused work. 2: wrong usage. 3: a port failed after retries. */
export type ExitCode = 1 | 2 | 3

/** The end of a command that could not do its work; printed once on stderr. */
export class Failure extends Data.TaggedError("Failure")<{
  readonly code: ExitCode
  readonly message: string
  readonly advice?: string
}> {
  override readonly [Runtime.errorExitCode] = this.code
  /** The command line prints it itself. */
  override readonly [Runtime.errorReported] = false
}

const make =
  (code: ExitCode) =>
  (message: string, advice?: string): Failure =>
    new Failure({ code, message, ...(advice === undefined ? {} : { advice }) })

/** Wrong usage: the same command can never work. */
export const usage = make(2)

/** The work was understood and not done: there are findings, or it is not allowed. */
export const refused = make(1)

/** Something outside failed: a disk, a relay, a store. */
export const port = make(3)

/** The failure as lines for stderr. */
export const show = ({ advice, message }: Failure): string =>
  `abm: ${message}\n${advice === undefined ? "" : `     ${advice}\n`}`
