/** Company names as compared: legal forms off, accents folded, signs gone. Letters that only look alike stay different. */

const western = "inc incorporated corp corporation co company llc llp lp ltd limited plc pty the"
const continental = "gmbh ag kg kgaa ohg ug mbh se sa sas sarl sl srl spa bv nv ab as oy oyj aps sp zoo sro kft doo"
const russian = "ооо оао зао пао ао ип тоо"
const legalForms = new Set([western, continental, russian].flatMap((words) => words.split(" ")))

/** The name as compared with others; empty when nothing but legal forms and signs is in it. */
export const normal = (name: string): string => {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[.'’]/gu, "")
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "")
  const kept = words.filter((word) => !legalForms.has(word))
  return (kept.length > 0 ? kept : words).join(" ")
}
