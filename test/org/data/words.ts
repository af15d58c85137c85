// The words the company's data is made of: names of people and firms, places, products, sentences, in several scripts.

/** Words of a text, between bars or on lines of their own. */
function list(text: string): readonly string[] {
  return text.trim().split(/ *[|\n] */);
}

export const FIRST_NAMES = list(`
  Ada | Björn | Chloé | Dmitri | Emma | Farid | Grace | Hiroshi | Ingrid | José | Katarzyna | Liam
  Mei | Nuno | Olga | Priya | Quentin | Rosa | Søren | Thandiwe | Umut | Véronique | Wei | Ximena
  Yusuf | Zoë | Anneliese | Brian | Siobhán | Łukasz | 美咲 | 大輔 | Ελένη | Наталья | محمد | नेहा
`);

export const LAST_NAMES = list(`
  Andersson | O'Brien | Müller | García | Nowak | Ivanova | Okafor | Tanaka | Rossi | Dubois
  van der Berg | Kaya | Silva | Novák | Kowalczyk | Schäfer | Jensen | Hernández | Smith-Jones
  Nguyễn | Patel | Cohen | Lindqvist | Papadopoulos | Kim | Çelik | Fernandes | Bauer | Moreau
  D’Angelo | 佐藤 | 鈴木 | Παππάς | Соколов | العلي | शर्मा | Adeyemi | McGregor | Østergaard | Žižka
`);

export const FIRM_NAMES = list(`
  Alpenblick | Blue Harbor | Cascade | Dunmore | Eastgate | Fjord | Granite | Hollow Oak | Iberia
  Juniper | Kestrel | Lighthouse | Meridian | Nordlicht | Orchard | Pinnacle | Quarry | Riverside
  Sakura | Tamarind | Umbra | Vistula | Westfield | Yonder | Zephyr | Ñandú | Łąka | Œuvre
  Straße | Smörgås
`);

export const FIRM_TRADES = list(`
  Logistics | Bakeries | Software | Foods | Energy | Textiles | Instruments | Consulting | Motors
  Farms | Medical | Publishing | Robotics | Timber | Shipping | Ceramics | Travel | Optics | Paper
  Insurance
`);

export const FIRM_FORMS = list(`
  GmbH | Inc. | Ltd | S.A. | AB | SpA | & Sons | Sp. z o.o. | 株式会社 | B.V. | Co.
`);

/** Street, city, state, postal code, country, latitude, longitude. */
export const PLACES = [
  ['12 Harbour Road', 'Dublin', 'Leinster', 'D02 X285', 'Ireland', 53.3498, -6.2603],
  ['Hauptstraße 5\nHinterhaus', 'München', 'Bayern', '80331', 'Germany', 48.1374, 11.5755],
  ['1 Market St, Suite 300', 'San Francisco', 'CA', '94105', 'United States', 37.7936, -122.395],
  ['24 Rue de l’Église', 'Lyon', 'Rhône', '69001', 'France', 45.764, 4.8357],
  ['ul. Świętokrzyska 14', 'Warszawa', 'Mazowieckie', '00-050', 'Poland', 52.2356, 21.0122],
  ['千代田1-1', '東京', '東京都', '100-0001', 'Japan', 35.6852, 139.7528],
  ['Av. Paulista, 1000', 'São Paulo', 'SP', '01310-100', 'Brazil', -23.5647, -46.6527],
  ['Långgatan 7', 'Malmö', 'Skåne', '211 20', 'Sweden', 55.605, 13.0038],
  ['45 "The Mews"', 'London', '', 'SW1A 1AA', 'United Kingdom', 51.5014, -0.1419],
  ['Плотников пер. 3', 'Алматы', '', '050000', 'Kazakhstan', 43.238, 76.9453],
  ['9 Ben Yehuda', 'תל אביב', '', '6380201', 'Israel', 32.0809, 34.7806],
  ['Calle 8 #20-15', 'Bogotá', 'Cundinamarca', '110311', 'Colombia', 4.711, -74.0721],
] as const;

export const JOB_TITLES = list(`
  Buyer | CFO | Head of IT | Account Manager | Engineer | VP Sales | Owner | Assistant
  Director, Operations | Einkäuferin | Responsable achats | 部長
`);

export const DEPARTMENTS = list(`
  Purchasing | Finance | IT | Operations | Marketing | Legal | R&D
`);

export const PRODUCT_NAMES = list(`
  Pump | Valve | Sensor | Controller | Gasket | Filter | Cable | Bracket | Licence | Support hour
  Training day
`);

export const PRODUCT_QUALITIES = list(`
  Standard | Compact | Heavy-duty | Marine | ½" inox | Öko | Pro™ | 2.0 | Refurbished
`);

const SUBJECTS = [
  'The customer',
  'Our partner',
  'The warehouse',
  'Accounting',
  'The new contact',
  'Nobody',
  'The fitter',
  'Die Zentrale',
] as const;
const DEEDS = [
  'asked for a second quote',
  'confirmed the delivery date',
  'wants to renew next quarter',
  'reported a missing part',
  'has not answered since Monday',
  'moved to a bigger office',
  'paid the invoice twice',
  'schickt die Unterlagen nach',
  'prefers calls after 4 p.m.',
  'switched to the annual plan',
] as const;
const REMARKS = [
  '.',
  ', see the attachment.',
  ' (urgent!).',
  ' – call back.',
  ' 😀',
  '; price: €1,250.50.',
  '… maybe.',
  ' 👍🏽',
] as const;

export const SENTENCES = SUBJECTS.flatMap((subject) =>
  DEEDS.map((deed, at) => `${subject} ${deed}${REMARKS[at % REMARKS.length]}`),
);

export const CLOUD_CITIES = [
  ['IE', 'Ireland', 'Dublin', 53.34, -6.26],
  ['DE', 'Germany', 'Berlin', 52.52, 13.4],
  ['US', 'United States', 'Chicago', 41.88, -87.63],
  ['FR', 'France', 'Paris', 48.86, 2.35],
  ['PL', 'Poland', 'Kraków', 50.06, 19.94],
  ['JP', 'Japan', 'Osaka', 34.69, 135.5],
] as const;
