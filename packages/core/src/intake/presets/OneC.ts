/** What the exports of 1C call their columns and how they write their values. */
import type { Preset } from "./Preset.ts"

const reading = { dateFormat: "dd.MM.yyyy", decimal: "," } as const

/**
 * 1C (1С:Предприятие): counterparties, sales and invoices as its lists and reports are saved. Dates are
 * `15.01.2026 0:00:00`, amounts have a decimal comma; counterparties are named, not numbered. Amounts without tax win
 * over those with it.
 */
export const oneC: Preset = {
  title: "1C",
  kinds: {
    accounts: {
      columns: {
        id: ["Код", "Код контрагента"],
        name: ["Наименование", "Контрагент", "Рабочее наименование"],
        legalName: ["Полное наименование", "Наименование полное", "Юридическое наименование"],
        taxId: ["ИНН"],
        parent: ["Головной контрагент"],
        country: ["Страна регистрации"],
        region: ["Регион", "Бизнес-регион"],
        owner: ["Основной менеджер", "Ответственный менеджер", "Ответственный"]
      },
      reading,
      signs: ["ИНН", "КПП", "Головной контрагент"]
    },
    orders: {
      columns: {
        account: ["Контрагент", "Клиент", "Покупатель"],
        order: ["Номер", "Номер документа", "Документ"],
        date: ["Дата", "Дата документа", "Период"],
        amount: ["Сумма без НДС", "Выручка без НДС", "Сумма", "Сумма документа", "Выручка", "Стоимость"],
        cost: ["Себестоимость", "Себестоимость без НДС"],
        currency: ["Валюта"],
        product: ["Номенклатура"],
        channel: ["Канал продаж", "Вид операции"],
        region: ["Регион", "Подразделение"]
      },
      reading,
      signs: ["Номенклатура", "Себестоимость", "Сумма без НДС", "Сумма документа"]
    },
    invoices: {
      columns: {
        id: ["Номер", "Номер счета"],
        account: ["Контрагент", "Клиент", "Покупатель"],
        issuedAt: ["Дата", "Дата счета"],
        dueAt: ["Срок оплаты", "Оплатить до", "Дата платежа"],
        paidAt: ["Дата оплаты"],
        amount: ["Сумма без НДС", "Сумма", "Сумма документа"],
        currency: ["Валюта"]
      },
      reading,
      signs: ["Срок оплаты", "Оплатить до", "Дата оплаты"]
    },
    products: {
      columns: {
        id: ["Код", "Артикул"],
        name: ["Наименование", "Номенклатура"],
        series: ["Вид номенклатуры", "Номенклатурная группа", "Группа номенклатуры"],
        listPrice: ["Цена", "Цена без НДС"]
      },
      reading,
      signs: ["Вид номенклатуры", "Номенклатурная группа", "Артикул"]
    }
  }
}
