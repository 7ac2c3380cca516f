/** Domains of mail and web: who registered them, and which never say whose a person is. */
import { getDomain } from "tldts"
import { emailDomain, normalEmail } from "../account/Contact.ts"

/**
 * The registrable domain of a host, by the public suffix list with its private part: `mail.acme.co.uk` gives
 * `acme.co.uk`, and so does any suffix that the list does not know: `mail.acme.example` gives `acme.example`. Undefined
 * for public suffixes, addresses of machines and names without a dot.
 */
export const registrable = (host: string): string | undefined =>
  getDomain(host.toLowerCase(), { allowPrivateDomains: true }) ?? undefined

/** The host of a valid e-mail address. */
export const hostOf = (email: string | undefined): string | undefined => {
  const normal = normalEmail(email)
  return normal === undefined ? undefined : emailDomain(normal)
}

/**
 * The host that an account declares as its own, in its ASCII form: of a domain, of a web address with scheme and path, or
 * of an e-mail address. `www.` is taken off. Undefined when there is none.
 */
export const declared = (text: string): string | undefined => {
  const bare = text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//iu, "")
    .replace(/[/?#].*$/u, "")
    .replace(/:\d+$/u, "")
  return hostOf(
    `x@${bare
      .slice(bare.lastIndexOf("@") + 1)
      .replace(/^www\./iu, "")
      .replace(/\.$/u, "")}`
  )
}

/** Mail providers whose domains are shared by strangers. A workspace may add its own. */
export const freeMail: ReadonlyArray<string> = [
  "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com",
  "aol.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com email.com proton.me pm.me",
  "protonmail.com tutanota.com zoho.com fastmail.com hey.com yandex.ru yandex.com ya.ru mail.ru bk.ru list.ru inbox.ru",
  "rambler.ru ukr.net i.ua seznam.cz wp.pl o2.pl onet.pl interia.pl libero.it virgilio.it orange.fr wanadoo.fr free.fr",
  "laposte.net sfr.fr btinternet.com hotmail.co.uk yahoo.co.uk live.co.uk sky.com comcast.net verizon.net att.net",
  "qq.com 163.com 126.com sina.com naver.com hanmail.net daum.net rediffmail.com uol.com.br bol.com.br terra.com.br"
].flatMap((line) => line.split(" "))
