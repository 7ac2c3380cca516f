import { assert, describe, it } from "@effect/vitest"
import * as DossierText from "../../src/sentence/DossierText.ts"

/** What the core's `DossierFacts` says, and its Russian. */
const table = [
  ["history", "client since 2019-03-01", "клиент с 2019-03-01"],
  ["organisation", "owns Norvik Nord, Norvik Süd", "владеет: Norvik Nord, Norvik Süd"],
  ["organisation", "CON-1 reports to CON-2", "Ada Brook подчиняется: CON-2"],
  ["positions", "empty: Buyer (Rolf Tamm left)", "свободна: Buyer (больше не работает: Rolf Tamm)"],
  ["positions", "Buyer: Ada Brook", "Buyer: Ada Brook"],
  ["prospects", "budget 90000.00 EUR", "бюджет 90000.00 EUR"],
  ["prospects", "open tender T-1", "открыт тендер T-1"],
  ["prospects", "open deal T-2", "открыта сделка T-2"],
  ["supplied", "Pump: 270.00 EUR, 2026-01-02 to 2026-03-04", "Pump: 270.00 EUR, с 2026-01-02 по 2026-03-04"],
  [
    "supplied",
    "orders without a product: 1.00 EUR, 2026-01-02 to 2026-01-02",
    "заказы без товара: 1.00 EUR, с 2026-01-02 по 2026-01-02"
  ],
  ["tenders", "tender lost to Rival, Seal set: price", "тендер: проигрыш в пользу Rival, Seal set: price"],
  ["tenders", "deal lost, Seal set: price", "сделка: проигрыш, Seal set: price"],
  ["tenders", "deal won, Pump", "сделка: выигрыш, Pump"],
  ["present dealings", "opportunity T-2: deal, PUMP, negotiation", "возможность T-2: сделка, PUMP, negotiation"],
  ["present dealings", "contract A-1: Service", "договор A-1: Service"],
  ["present dealings", "case C-1: complaint: Seals fail", "обращение C-1, жалоба: Seals fail"],
  ["planned dealings", "no day: Visit", "без даты: Visit"],
  ["criteria", "lost for price", "проигрыш, причина: price"],
  ["weak points", "open legal claim C-2: Late", "претензия C-2: Late"],
  ["weak points", "promise P-1 broken: Certificates", "нарушено обещание P-1: Certificates"],
  ["weak points", "departure notice D-1: price", "заявление об уходе D-1: price"],
  ["offers", "Rival: Frame, until 2026-12-31", "Rival: Frame, до 2026-12-31"],
  ["who decides", "Ivo Lenz (decision maker)", "Ivo Lenz (принимает решение)"],
  ["who is present", "Rival", "Rival"]
] as const

describe("DossierText", () => {
  for (const [name, text, russian] of table)
    it(`says "${text}" in Russian`, () => {
      assert.strictEqual(DossierText.of({ name, text }, "ru", { "CON-1": "Ada Brook" }), russian)
    })

  it("says in English what the core says, with people by their names", () => {
    for (const [name, text] of table)
      assert.strictEqual(
        DossierText.of({ name, text }, "en", { "CON-1": "Ada Brook" }),
        text.replace("CON-1", "Ada Brook")
      )
  })
})
