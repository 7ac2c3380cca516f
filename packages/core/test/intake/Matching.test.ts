import { assert, describe, it } from "@effect/vitest"
import * as Domains from "../../src/intake/Domains.ts"
import * as Matching from "../../src/intake/Matching.ts"

const accounts = [
  { id: "acme", name: "Acme Ltd", taxId: "GB 123-456", domains: ["acme.example"] },
  { id: "acme-de", name: "Acme GmbH Deutschland", domains: ["de.acme.example"] },
  { id: "brick", name: "Brick & Co", domains: ["brick.co.uk"] },
  { id: "twin-1", name: "Twin Werke AG", domains: ["twin.example"] },
  { id: "twin-2", name: "TWIN Werke GmbH", domains: ["twin.example"] },
  { id: "shop", name: "Shop", domains: ["gmail.com", "shop.example"] },
  { id: "us", name: "Our own branch", domains: ["own.example"] },
  { id: "pages", name: "Pages", domains: ["pages.github.io"] },
  { id: "müller", name: "Müller Maschinen", domains: ["xn--mller-kva.example"] }
]
const match = Matching.matcher({
  accounts,
  accountOfAsset: new Map([["line-7", "brick"]]),
  accountOfContact: new Map([["anna", "acme"]]),
  excludedDomains: ["own.example", "vendor.example"]
})
const who = (clues: Matching.Clues): string => {
  const found = match(clues)
  if (found.state === "matched") return `${found.accountId} by ${found.method}`
  if (found.state === "proposed") return `${found.accountIds.join("|")} proposed by ${found.method}`
  return found.state === "ambiguous" ? `${found.accountIds.join("|")} by ${found.method}` : "nobody"
}

describe("matching", () => {
  const byMail: ReadonlyArray<readonly [email: string, expected: string]> = [
    ["anna@acme.example", "acme by e-mail domain"],
    ["Anna@ACME.Example", "acme by e-mail domain"],
    ["anna@mail.acme.example", "acme by e-mail domain"],
    ["anna@de.acme.example", "acme-de by e-mail domain"],
    ["anna@mail.de.acme.example", "acme-de by e-mail domain"],
    ["bob@brick.co.uk", "brick by e-mail domain"],
    ["bob@sales.brick.co.uk", "brick by e-mail domain"],
    ["bob@other.co.uk", "nobody"],
    ["bob@notacme.example", "nobody"],
    ["eve@twin.example", "twin-1|twin-2 by e-mail domain"],
    ["eve@gmail.com", "nobody"],
    ["eve@shop.example", "shop by e-mail domain"],
    ["me@own.example", "nobody"],
    ["me@mail.own.example", "nobody"],
    ["it@vendor.example", "nobody"],
    ["a@pages.github.io", "pages by e-mail domain"],
    ["a@other.github.io", "nobody"],
    ["a@müller.example", "müller by e-mail domain"],
    ["not an address", "nobody"],
    ["a@localhost", "nobody"]
  ]
  for (const [email, expected] of byMail) {
    it(`${email} belongs to ${expected}`, () => assert.strictEqual(who({ email }), expected))
  }

  it("an id wins over everything else", () => {
    assert.strictEqual(who({ reference: "brick", email: "anna@acme.example" }), "brick by id")
  })
  it("a tax id is compared without its signs", () => {
    assert.strictEqual(who({ reference: "gb123456" }), "acme by tax id")
  })
  it("an asset and a contact lead to their accounts, before the domain of the address", () => {
    assert.strictEqual(who({ assetId: "line-7", email: "anna@acme.example" }), "brick by asset")
    assert.strictEqual(who({ contactId: "anna", email: "bob@brick.co.uk" }), "acme by contact")
  })
  it("a name is compared without legal forms, and only after everything else", () => {
    assert.strictEqual(who({ reference: "BRICK AND CO." }), "brick by name")
    assert.strictEqual(who({ reference: "Brick" }), "brick by name")
    assert.strictEqual(who({ reference: "Muller Maschinen GmbH" }), "müller by name")
    assert.strictEqual(who({ reference: "Twin Werke" }), "twin-1|twin-2 by name")
  })
  it("letters that only look alike are not the same name", () => {
    assert.strictEqual(who({ reference: "Вrick" }), "brick proposed by name")
  })
  it("the order of the accounts is irrelevant", () => {
    const turned = Matching.matcher({
      accounts: accounts.toReversed(),
      accountOfAsset: new Map(),
      accountOfContact: new Map(),
      excludedDomains: ["own.example", "vendor.example"]
    })
    for (const [email] of byMail) assert.deepStrictEqual(turned({ email }), match({ email }))
  })

  it("the registrable domain follows the public suffix list, and suffixes it does not know", () => {
    assert.strictEqual(Domains.registrable("a.b.acme.example"), "acme.example")
    assert.strictEqual(Domains.registrable("x.acme.co.uk"), "acme.co.uk")
    assert.strictEqual(Domains.registrable("co.uk"), undefined)
    assert.strictEqual(Domains.registrable("127.0.0.1"), undefined)
  })
})
