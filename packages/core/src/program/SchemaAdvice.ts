/**
 * Advice for what a schema refuses in a program. A schema says what it expected; what to do instead depends on the field,
 * and is said here for those that people stumble over.
 */

const table: ReadonlyArray<readonly [field: RegExp, advice: string]> = [
  [/\.fallback$/u, "add `fallback: { template: … }`: what is sent when no variant fits"],
  [/\.fallback\.template$/u, "name the template that is sent when no variant fits"],
  [/\.after$/u, "write a whole number from 1 and a unit; where there is nothing to wait for leave `after` out"],
  [/\.(?:within|timeout)$/u, "write a whole number from 1 and a unit"],
  [/\.window\.(?:from|to)$/u, 'write hours and minutes in quotes, such as "09:00"'],
  [/\.exits(?:\[\d+\])?$/u, "name exits as a list of opted-out, negotiation, lost; a goal is an exit by itself"],
  [/\.weekdays(?:\[\d+\])?$/u, "name weekdays as a list of numbers: 1 is Monday, 7 is Sunday"],
  [
    /^audience$|\.(?:when|goal|to)$/u,
    'a rule is text: quote it where YAML takes it for something else, such as when: "account.isKey"'
  ],
  [/^entry(?:\..+)?$/u, "write `once`, `always`, or `entry: { everyDays: 3 }`"],
  [/^objective$/u, "one of acquire, early-stage deal, expand, retain, win back"],
  [/\.approval$/u, "manager or superior: whose word it needs"],
  [/\.task\.kind$/u, "one of call, meeting, visit, letter, gift, other"],
  [/\.task\.owner$/u, "one of manager, superior, marketer, expert, sponsor"],
  [/\.waitFor\.event$/u, "one of reply, meeting, purchase"],
  [/^plays(?:\[0\])?$|\.touches(?:\[0\])?$/u, "a program has at least one play, and a play at least one touch"]
]

/** What to do about a field that the schema of programs refused, such as `plays[0].touches[1].after`. */
export const of = (field: string): string | undefined => table.find(([pattern]) => pattern.test(field))?.[1]
