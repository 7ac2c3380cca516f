/** Where rejected rows are kept: a file made when the first of them comes. */
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs"
import { dirname } from "node:path"
import { Rejects, type Csv } from "@market-of-one/core"

/** A rejects file while a source is read. */
export interface RejectsFile {
  readonly add: (rejected: ReadonlyArray<Rejects.Rejected>, header: Csv.Header | undefined) => void
  /** Resolves when all is on disk; rejects when it could not be written. */
  readonly close: () => Promise<void>
}

/** A rejects file at a path; nothing is made until a row is rejected. */
export const make = (path: string): RejectsFile => {
  let stream: WriteStream | undefined
  let failure: Error | undefined
  const open = (header: Csv.Header): WriteStream => {
    mkdirSync(dirname(path), { recursive: true })
    const opened = createWriteStream(path)
    opened.on("error", (error) => (failure ??= error))
    opened.write(Rejects.header(header))
    return opened
  }
  return {
    add: (rejected, header) => {
      if (rejected.length === 0 || header === undefined) return
      stream ??= open(header)
      for (const one of rejected) stream.write(Rejects.entry(one, header))
    },
    close: () =>
      new Promise((resolve, reject) => {
        if (stream === undefined) return resolve()
        stream.end(() => (failure === undefined ? resolve() : reject(failure)))
        stream.on("error", reject)
      })
  }
}
