import { GroupKind } from "../../src/kernel/enums.js";
import type { Random } from "./random.js";

const list = (text: string): string[] => text.split("|");

const FIRST = list(
  "Acme|Apex|Atlas|Beacon|Bluebird|Cedar|Crestview|Delta|Echo|Falcon|Fern & Fox|Granite|Harbor|Ideal|Juniper|Keystone|" +
    "Lakeside|Lunar|Maple|Meridian|Nimbus|Northwind|Oak Hill|Omega|Pinecone|Pixel|Quartz|Redwood|Riverbend|Sagebrush|" +
    "Silverline|Summit|Tidewater|Titan|Union|Vertex|Westgate|Zenith|O'Neill|D'Angelo|Smith & Sons|McAllister|100% Bio|" +
    'under_score|AT Home|3rd Street|"Zur Linde"|"Alte Post"|Müller|Schröder|Weißkopf|Grünwald|Jäger|Köhler|Öztürk|Überblick|' +
    "Ångström|Ærø|Bjørnson|Łęcka|Żubr|Świt|Çelik|Iğdır|Señorío|Peñalba|Lefèvre|Crème Brûlée|Château Noir|Élan|São Bento|" +
    "Kovács|Dvořák|Šimůnek|Ωmega Nine|Иванов|Сокол|青空|桜井|山田|富士見|東方|长城|金龙|한빛|🦊 Foxglove|🍀 Kleeblatt|☕ Bean|🚲 Radl|" +
    "École 42|naïve|Back\\Slash|Twins’|Nordlys|Polaris|Quicksilver|Sunrise|Thunder|Umbra|Velvet|Willow|Xenon|Yellowstone",
);
const TRADES = list(
  "Logistics|Bakery|Dental|Architects|Motors|Textiles|Consulting|Legal|Pharmacy|Foods|Insurance|Robotics|Printing|Travel|" +
    "Furniture|Optics|Brewery|Farms|Shipping|Accounting|Plumbing|Electric|Fitness|Media|Toys|Instruments|Energy|Design|" +
    "Spedition|Maschinenbau|Gärtnerei|Bäckerei|Möbel|Steuerberatung|Boulangerie|Électricité|Menuiserie|Panadería|Hostelería|" +
    "Piekarnia|Budownictwo|物流|製作所|商事|贸易|餐饮",
);
const FORMS = list("Ltd|Inc.|GmbH|AG|KG|LLC|S.A.|S.L.|SARL|sp. z o.o.|K.K.|& Co.|Group|e.V.|有限公司");
const PARTNER_TRADES = list(
  "Cloud|IT Services|Managed Services|Systemhaus|Datacenter|Networks|Backup & Recovery|Cybersecurity|Hosting|Telecom|" +
    "Infogérance|Informática|Informatyka|システム|云服务|Digital|Software|Computing",
);
const PARTNER_FORMS = list("Distribution|Partners|Solutions|Europe|Americas|Nordic|DACH|Iberia|Asia|Direct|Pro|Alliance|Hub|One");
const UNITS = list(
  "Sales|Accounting|Engineering|Support|Human Resources|Warehouse|Marketing|Legal|Research & Development|Front Desk|Purchasing|" +
    "Quality|Security|Board|Training|Vertrieb|Buchhaltung|Geschäftsführung|Außendienst|Einkauf|Comptabilité|Ressources humaines|" +
    "Dirección|Contabilidad|Księgowość|営業部|経理部|総務部|研发部|财务部|“Task Force”|🚀 Launch Team|IT|Ops",
);
const SITES = list(
  "North|South|East|West|Headquarters|Downtown|Airport|Harbour|Campus|Plant 1|Plant 2|Remote|Night Shift|Süd|Nord|Köln|München|Łódź|" +
    "Orléans|Málaga|東京|大阪|成都|Boston|Austin|Portland|Lübeck|Genève|Århus|Praha|Tampere|2. OG|Bau 7|Annex",
);

interface Pattern {
  readonly parts: readonly (readonly string[])[];
  readonly combinations: number;
}

const pattern = (...parts: string[][]): Pattern => ({
  parts,
  combinations: parts.reduce((product, words) => product * words.length, 1),
});

const COMPANY = pattern(FIRST, TRADES, FORMS);
const PARTNER = pattern(FIRST, PARTNER_TRADES, PARTNER_FORMS);
const UNIT = pattern(UNITS, SITES);
/** A prime that divides no pattern's number of combinations, so that steps of this size visit each of them once. */
const STRIDE = 15_485_863;

const patternOf = (kind: GroupKind): Pattern =>
  kind === GroupKind.END_USER_COMPANY ? COMPANY : kind === GroupKind.COMPANY_DEPARTMENT ? UNIT : PARTNER;

/**
 * The name of the child at `position` (from 0) among its siblings, unique among them.
 *
 * Siblings walk one cycle through all combinations of words from a start that is drawn for their parent; after a whole
 * cycle names are numbered.
 *
 * @param siblings the random numbers of the parent, at the same point for each of its children
 */
export function nameOf(kind: GroupKind, position: number, siblings: Random): string {
  const { parts, combinations } = patternOf(kind);
  let rest = (siblings.below(combinations) + position * STRIDE) % combinations;
  let name = "";
  for (const words of parts) {
    const word = words[rest % words.length]!;
    name += name === "" ? word : ` ${word}`;
    rest = Math.floor(rest / words.length);
  }
  const round = Math.floor(position / combinations);
  return round === 0 ? name : `${name} (${round + 1})`;
}
