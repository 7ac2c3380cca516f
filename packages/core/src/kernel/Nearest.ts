/** The name that was probably meant: for "did you mean" beside a word that is not known. */

/** How many letters must be added, dropped, changed or swapped with a neighbour to make one word the other. */
export const distance = (a: string, b: string): number => {
  let twoAbove: ReadonlyArray<number> = []
  let above: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (twoAbove[j - 2] ?? 0) + 1)
      }
      row.push(least)
    }
    twoAbove = above
    above = row
  }
  return above[b.length] ?? 0
}

/** The known name nearest to a word, case aside, within a third of its length; undefined when none is near. Ties: first. */
export const nearest = (word: string, known: Iterable<string>): string | undefined => {
  const lower = word.toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const name of known) {
    const far = Math.abs(name.length - word.length) >= least ? least : distance(lower, name.toLowerCase())
    if (far < least) {
      best = name
      least = far
    }
  }
  return best
}
