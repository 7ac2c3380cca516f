/**
 * Group commit: jobs that arrive while a transaction is being written go together into the next one, so that the cost
 * of a safe commit is shared. Each job is answered when its transaction is on the disk; a job that dies takes no other
 * with it and leaves nothing behind.
 */
import type { Store } from "@market-of-one/core"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { Dialect } from "./Dialect.ts"
import * as Unit from "./Unit.ts"

/** Runs a job in a transaction, perhaps with others, and answers what it gave. It cannot be interrupted half-way. */
export type Submit = <A>(needs: Unit.Needs, job: (unit: Unit.Unit) => A) => Effect.Effect<A, Store.StoreError>

interface Job {
  readonly needs: Unit.Needs
  /** Runs and gives what to say once all is committed. */
  readonly run: (unit: Unit.Unit) => Effect.Effect<unknown>
  readonly fail: (cause: Cause.Cause<Store.StoreError>) => Effect.Effect<unknown>
}

/** How many jobs go into one transaction at most. */
const most = 256

/** For two seconds and more, a lock of another process is waited for without blocking this one. */
const patience = Schedule.upTo(Schedule.spaced("20 millis"), { times: 100 })

/** The way in for all writes of one connection. */
export const make = (dialect: Dialect): Effect.Effect<Submit> =>
  Effect.sync(() => {
    let pending: Array<Job> = []
    let writing = false

    const transact = (
      jobs: ReadonlyArray<Job>
    ): Effect.Effect<ReadonlyArray<Effect.Effect<unknown>>, Store.StoreError> =>
      Effect.gen(function* () {
        const unit = yield* Unit.open(
          dialect,
          jobs.map((job) => job.needs)
        )
        const answers = jobs.map((job) => job.run(unit))
        yield* unit.flush
        return answers
      }).pipe(
        dialect.sql.withTransaction,
        Effect.mapError(dialect.toStoreError),
        Effect.retry({ schedule: patience, while: (error) => error.retryable })
      )
    const commit = (jobs: ReadonlyArray<Job>): Effect.Effect<void> =>
      transact(jobs).pipe(
        Effect.matchCauseEffect({
          onSuccess: (answers) => Effect.all(answers, { discard: true }),
          onFailure: (cause) => {
            const [job] = jobs
            if (job !== undefined && jobs.length > 1 && Cause.hasDies(cause))
              return Effect.forEach(jobs, (one) => commit([one]), { discard: true })
            return Effect.forEach(jobs, (one) => one.fail(cause), { discard: true })
          }
        })
      )
    // One fiber writes while there is something to write. It begins with a yield, so that whoever is ready to submit
    // does so first.
    const drain: Effect.Effect<void> = Effect.gen(function* () {
      while (pending.length > 0) {
        yield* Effect.yieldNow
        const jobs = pending.slice(0, most)
        pending = pending.slice(most)
        yield* commit(jobs)
      }
      writing = false
    })
    return <A>(needs: Unit.Needs, job: (unit: Unit.Unit) => A) =>
      Effect.gen(function* () {
        const done = yield* Deferred.make<A, Store.StoreError>()
        pending.push({
          needs,
          run: (unit) => Deferred.succeed(done, job(unit)),
          fail: (cause) => Deferred.failCause(done, cause)
        })
        if (!writing) {
          writing = true
          yield* Effect.forkDetach(drain)
        }
        return yield* Deferred.await(done)
      }).pipe(Effect.uninterruptible)
  })
