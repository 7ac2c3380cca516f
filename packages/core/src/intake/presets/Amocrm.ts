/** What the exports of amoCRM call their columns and how they write their values. */
import type { Preset } from "./Preset.ts"

const reading = { dateFormat: "dd.MM.yyyy" } as const
const stages = {
  "Успешно реализовано": "won",
  "Закрыто и не реализовано": "lost",
  "Closed - won": "won",
  "Closed - lost": "lost",
  "Closed won": "won",
  "Closed lost": "lost",
  "*": "open"
}

/** amoCRM (Kommo): exports of companies, contacts and deals, in Russian or English. Dates are `15.01.2026 10:23:45`. */
export const amocrm: Preset = {
  title: "amoCRM",
  kinds: {
    accounts: {
      columns: {
        id: ["ID", "ID компании", "Company ID"],
        name: ["Название компании", "Компания", "Company name", "Company"],
        taxId: ["ИНН"],
        domains: ["Web", "Сайт", "Website"],
        owner: ["Ответственный", "Ответственный за компанию", "Responsible user"],
        updatedAt: ["Дата редактирования", "Modified at"]
      },
      reading,
      ignore: ["Тип", "Type", "Кем создан", "Created by", "Кем редактирован", "Modified by"],
      signs: ["Ответственный за компанию", "Ближайшая задача", "Closest task"]
    },
    contacts: {
      columns: {
        id: ["ID", "ID контакта", "Contact ID"],
        account: ["Компания", "Компания контакта", "Company"],
        name: ["Полное имя контакта", "Full name", { join: ["Имя", "Фамилия"] }, { join: ["First name", "Last name"] }],
        email: ["Рабочий email", "Email рабочий", "Work email", "Личный email", "Private email"],
        phone: ["Рабочий телефон", "Work phone", "Мобильный телефон", "Mobile phone"],
        title: ["Должность", "Position"],
        updatedAt: ["Дата редактирования", "Modified at"]
      },
      reading,
      ignore: ["Тип", "Type", "Кем создан", "Created by", "Кем редактирован", "Modified by"],
      signs: ["Полное имя контакта", "Рабочий email", "Work email", "Компания контакта"]
    },
    opportunities: {
      columns: {
        id: ["ID", "ID сделки", "Lead ID"],
        account: ["Компания", "Компания контакта", "Company"],
        product: ["Название сделки", "Lead title", "Lead name"],
        amount: ["Бюджет", "Бюджет , руб.", "Бюджет ₽", "Sale", "Budget", "Lead value"],
        stage: ["Этап сделки", "Статус сделки", "Lead status", "Lead stage"],
        outcome: [
          { column: "Этап сделки", values: stages },
          { column: "Статус сделки", values: stages },
          { column: "Lead status", values: stages },
          { column: "Lead stage", values: stages }
        ],
        openedAt: ["Дата создания сделки", "Дата создания", "Created at"],
        closedAt: ["Дата закрытия", "Closed at"],
        lossReason: ["Причина отказа", "Loss reason"],
        owner: ["Ответственный", "Responsible user"],
        updatedAt: ["Дата редактирования", "Modified at"]
      },
      reading,
      signs: ["Этап сделки", "Статус сделки", "Воронка", "Lead title", "Lead status", "Lead pipeline"]
    }
  }
}
