/**
 * Legal forms of languages other than English and Russian, as data: written as people write them, compared as names are.
 * Sources: national company acts, and the ISO 20275 list of entity legal forms for which of them are in use.
 */

/** The legal forms of one language. */
export interface LegalForms {
  /** BCP 47. */
  readonly language: string
  /** Stand after the name. */
  readonly after: ReadonlyArray<string>
  /** Stand before the name or after it. */
  readonly around?: ReadonlyArray<string>
  /** Mean nothing else, so that they are left out wherever they stand. */
  readonly anywhere?: ReadonlyArray<string>
}

const split = (forms: string): ReadonlyArray<string> => forms.split("|").map((form) => form.trim())

/** One row of forms written with `|` between them. */
export const row = (
  language: string,
  after: string,
  more: { readonly around?: string; readonly anywhere?: string } = {}
): LegalForms => ({
  language,
  after: split(after),
  ...(more.around === undefined ? {} : { around: split(more.around) }),
  ...(more.anywhere === undefined ? {} : { anywhere: split(more.anywhere) })
})

/** The table; a form may stand in several rows. */
export const table: ReadonlyArray<LegalForms> = [
  row("de", "AG | KG | OHG | UG | SE | e.K. | e.V. | eG | GbR | KGaA | mbH | AG & Co. KG | UG (haftungsbeschränkt)", {
    anywhere: "GmbH | gGmbH | Gesellschaft mit beschränkter Haftung | Aktiengesellschaft"
  }),
  row("fr", "SE | Cie", { around: "SA | SARL | SAS | SASU | EURL | SNC | SCI | Société anonyme" }),
  row("it", "S.r.l. | S.p.A. | S.n.c. | S.a.s. | S.r.l.s. | Società per azioni"),
  row("es", "S.A. | S.L. | S.L.U. | S.A.U. | S.A. de C.V. | S. de R.L. de C.V. | S.A.S. | Sociedad Anónima"),
  row("pt", "S.A. | Lda | Ltda | EIRELI | S/A"),
  row("nl", "B.V. | N.V. | VOF | C.V.", { around: "BV" }),
  row("sv", "HB", { around: "AB | Aktiebolag" }),
  row("da", "A/S | ApS | I/S | K/S"),
  row("nb", "AS | ASA | ANS"),
  row("fi", "Oy | Oyj | Oy Ab | Ky", { around: "Oy" }),
  row("et", "OÜ | AS", { around: "OÜ | AS" }),
  row("lv", "SIA | AS", { around: "SIA | AS" }),
  row("lt", "UAB | AB", { around: "UAB" }),
  row("pl", "S.A. | sp.j. | sp.k. | P.S.A.", {
    anywhere: "Sp. z o.o. | Spółka z ograniczoną odpowiedzialnością | Spółka Akcyjna"
  }),
  row("cs", "s.r.o. | a.s. | spol. s r.o. | v.o.s. | k.s."),
  row("hu", "Kft. | Zrt. | Nyrt. | Bt."),
  row("ro", "S.R.L. | S.A.", { around: "SC" }),
  row("sl", "d.o.o. | d.d. | d.n.o. | j.d.o.o. | a.d."),
  row("bg", "ЕООД | ООД | АД | ЕАД", { around: "ЕООД | ООД" }),
  row("uk", "ТОВ | ПП | ПрАТ | ПАТ | АТ | ФОП", { around: "ТОВ | ПП | ПрАТ | ПАТ | АТ | ФОП" }),
  row("be", "ААТ | ТАА", { around: "ААТ | ТАА" }),
  row("kk", "ЖШС | АҚ", { around: "ЖШС | АҚ" }),
  row("tr", "A.Ş. | Ltd. Şti. | San. ve Tic. A.Ş. | Anonim Şirketi"),
  row("el", "Α.Ε. | Ε.Π.Ε. | Ι.Κ.Ε."),
  row("ja", "K.K. | G.K. | Kabushiki Kaisha", { around: "株式会社 | 有限会社 | 合同会社" }),
  row("zh", "有限公司 | 股份有限公司 | 有限责任公司"),
  row("ko", "주식회사", { around: "주식회사" }),
  row("id", "Tbk", { around: "PT | CV" }),
  row("ms", "Sdn Bhd | Bhd"),
  row("hi", "Pvt Ltd | Private Limited"),
  row("vi", "JSC", { around: "Công ty TNHH" }),
  row("he", 'בע"מ'),
  row("ar", "FZE | FZCO | FZ-LLC | W.L.L. | D.M.C.C.")
]
