/** What the exports of Bitrix24 call their columns and how they write their values. */
import type { Preset } from "./Preset.ts"

const reading = { dateFormat: "dd.MM.yyyy" } as const
const stages = {
  "Сделка успешна": "won",
  "Успешная сделка": "won",
  "Сделка провалена": "lost",
  "Анализ причины провала": "lost",
  "Deal won": "won",
  "Deal lost": "lost",
  "Analyze failure": "lost",
  "*": "open"
}
const types = { Клиент: "customer", Client: "customer", Customer: "customer", "": "", "*": "prospect" }

/** Bitrix24: exports of companies, contacts and deals, in Russian or English. Dates are `15.01.2026 10:23:45`. */
export const bitrix24: Preset = {
  title: "Bitrix24",
  kinds: {
    accounts: {
      columns: {
        id: ["ID"],
        name: ["Название компании", "Company Name"],
        taxId: ["ИНН", "Реквизит: ИНН"],
        domains: ["Корпоративный сайт", "Corporate website"],
        industry: ["Сфера деятельности", "Industry"],
        country: ["Страна", "Адрес: Страна", "Country"],
        annualRevenue: ["Годовой оборот", "Annual revenue"],
        currency: ["Валюта", "Currency"],
        status: [
          { column: "Тип компании", values: types },
          { column: "Company type", values: types }
        ],
        owner: ["Ответственный", "Responsible person"],
        updatedAt: ["Дата изменения", "Modified on"]
      },
      reading,
      signs: ["Название компании", "Тип компании", "Corporate website", "Company type"]
    },
    contacts: {
      columns: {
        id: ["ID"],
        account: ["Компания", "Company"],
        name: [{ join: ["Имя", "Отчество", "Фамилия"] }, { join: ["First name", "Second name", "Last name"] }],
        email: ["Рабочий e-mail", "Work E-mail", "Частный e-mail", "Home E-mail"],
        phone: ["Рабочий телефон", "Work Phone", "Мобильный телефон", "Mobile"],
        title: ["Должность", "Position"],
        country: ["Страна", "Country"],
        updatedAt: ["Дата изменения", "Modified on"]
      },
      reading,
      signs: ["Рабочий e-mail", "Work E-mail"]
    },
    opportunities: {
      columns: {
        id: ["ID"],
        account: ["Компания", "Company"],
        product: ["Название сделки", "Deal Name"],
        amount: ["Сумма", "Amount"],
        currency: ["Валюта", "Currency"],
        stage: ["Стадия сделки", "Deal stage"],
        outcome: [
          { column: "Стадия сделки", values: stages },
          { column: "Deal stage", values: stages }
        ],
        openedAt: ["Дата начала", "Start date", "Дата создания", "Created on"],
        closedAt: ["Дата завершения", "End date"],
        expectedAt: ["Предполагаемая дата закрытия", "Expected close date"],
        owner: ["Ответственный", "Responsible person"],
        updatedAt: ["Дата изменения", "Modified on"]
      },
      reading,
      signs: ["Стадия сделки", "Название сделки", "Responsible person"]
    }
  }
}
