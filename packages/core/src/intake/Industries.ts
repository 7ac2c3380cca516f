/** Names of industries as companies' records have them, in English and Russian: what a misspelt one probably means. */

/** Common names, lower case. A name that is not among them is no fault. */
export const industries: ReadonlyArray<string> = [
  "accounting advertising aerospace agriculture airlines apparel architecture automotive aviation banking biotechnology",
  "broadcasting chemicals construction consulting cosmetics defence defense distribution education electronics",
  "employment energy engineering entertainment fashion finance forestry furniture gaming government healthcare",
  "hospitality hotels insurance internet investment legal leisure logistics machinery manufacturing maritime marketing",
  "mechanical media medical metals metallurgy mining packaging petroleum pharmaceuticals plastics printing publishing",
  "railways recruitment recycling restaurants retail security semiconductors services shipping software sports steel",
  "technology telecommunications textiles tobacco tourism transport transportation travel utilities warehousing",
  "wholesale автомобилестроение агропромышленность банки гостиницы девелопмент деревообработка здравоохранение",
  "консалтинг логистика машиностроение медицина металлургия нефтехимия образование полиграфия приборостроение",
  "промышленность ритейл связь сельское страхование строительство телекоммуникации торговля транспорт туризм упаковка",
  "фармацевтика финансы химия электроника энергетика"
].flatMap((line) => line.split(" "))
