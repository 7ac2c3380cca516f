/**
 * Who is to be woken when: a binary heap by (instant, id). Moving or removing an id leaves its old entry in the heap,
 * where it is passed over when it comes up, so that both cost no search.
 */
import type { Instant } from "../kernel/Calendar.ts"

/** One id and its instant. */
export interface Wake {
  readonly at: Instant
  readonly id: string
}

/** A queue of ids by (instant, id); ids compare by code unit. */
export interface WakeQueue {
  /** Puts an id at an instant, wherever it was. */
  readonly set: (id: string, at: Instant) => void
  readonly remove: (id: string) => void
  /** The first of all. */
  readonly peek: () => Wake | undefined
  /** The first `limit` at or before an instant, in order, that `keep` keeps. They stay in the queue. */
  readonly first: (until: number, limit: number, keep?: (id: string) => boolean) => ReadonlyArray<Wake>
}

/** Whether one comes before the other. */
export const before = (a: Wake, b: Wake): boolean => a.at < b.at || (a.at === b.at && a.id < b.id)

const up = (heap: Array<Wake>, wake: Wake): void => {
  let index = heap.push(wake) - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    const above = heap[parent]
    if (above === undefined || !before(wake, above)) break
    heap[index] = above
    index = parent
  }
  heap[index] = wake
}

const pop = (heap: Array<Wake>): void => {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    let least = heap[child]
    if (least === undefined) break
    const right = heap[child + 1]
    if (right !== undefined && before(right, least)) {
      least = right
      child += 1
    }
    if (!before(least, last)) break
    heap[index] = least
    index = child
  }
  heap[index] = last
}

/** An empty queue. `set`, `remove` and each wake taken by `first` cost the logarithm of its length. */
export const make = (): WakeQueue => {
  let heap: Array<Wake> = []
  const current = new Map<string, Wake>()
  const top = (): Wake | undefined => {
    for (;;) {
      const wake = heap[0]
      if (wake === undefined || current.get(wake.id) === wake) return wake
      pop(heap)
    }
  }
  const compact = (): void => {
    if (heap.length <= 2 * current.size + 64) return
    heap = []
    for (const wake of current.values()) up(heap, wake)
  }
  return {
    set: (id, at) => {
      if (current.get(id)?.at === at) return
      const wake = { at, id }
      current.set(id, wake)
      up(heap, wake)
      compact()
    },
    remove: (id) => {
      if (current.delete(id)) compact()
    },
    peek: top,
    first: (until, limit, keep) => {
      const taken: Array<Wake> = []
      const kept: Array<Wake> = []
      while (kept.length < limit) {
        const wake = top()
        if (wake === undefined || wake.at > until) break
        pop(heap)
        taken.push(wake)
        if (keep === undefined || keep(wake.id)) kept.push(wake)
      }
      for (const wake of taken) up(heap, wake)
      return kept
    }
  }
}
