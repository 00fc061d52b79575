/** Where groups and people of the data live: names, places and languages that fit together. */
export interface Region {
  /** ISO 639-1. */
  readonly language: string;
  readonly country: string;
  readonly phone: string;
  readonly firstnames: readonly Name[];
  readonly lastnames: readonly Name[];
  readonly streets: readonly string[];
  readonly places: readonly Place[];
}

/** A name as its bearer writes it, and in the letters of mail addresses. */
export interface Name {
  readonly text: string;
  readonly ascii: string;
}

export interface Place {
  readonly city: string;
  readonly state: string;
  /** What a postal code begins with; the rest is digits. */
  readonly zip: string;
}

const SPELLED: Readonly<Record<string, string>> = { ß: "ss", ł: "l", Ł: "L", ø: "o", Ø: "O", æ: "ae", ä: "ae", ö: "oe", ü: "ue", ı: "i" };

const plain = (text: string): string =>
  text
    .replace(/[ßłŁøØæäöüı]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize("NFKD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();

/** "Jürgen 佐藤/sato" are two names, the second with its own spelling for addresses. */
const names = (list: string): Name[] =>
  list.split(" ").map((entry) => {
    const [text = "", ascii = plain(text)] = entry.split("/");
    return { text, ascii };
  });

/** "City,State,zip; ..." */
const places = (list: string): Place[] =>
  list.split("; ").map((entry) => {
    const [city = "", state = "", zip = ""] = entry.split(",");
    return { city, state, zip };
  });

export const REGIONS: readonly Region[] = [
  {
    language: "en",
    country: "USA",
    phone: "+1",
    firstnames: names("Ann James Mary Robert Linda Michael Susan David Karen Joseph Nancy Daniel Sandra Kevin Zoë Marcus Deborah Tyrone"),
    lastnames: names(
      "Smith Johnson Brown Miller Davis Wilson Moore Taylor O'Brien Jackson White Harris Clark Lewis Walker Young Baker Núñez",
    ),
    streets: ["Main Street", "Oak Avenue", "Park Lane", "2nd Street", "Lincoln Boulevard", "Martin Luther King Jr. Drive"],
    places: places("Boston,MA,021; Austin,TX,787; Portland,OR,972; Chicago,IL,606; Denver,CO,802; Boise,ID,837"),
  },
  {
    language: "de",
    country: "Deutschland",
    phone: "+49",
    firstnames: names("Jürgen Käthe Björn Anna Lukas Sabine Heinz Renate Uwe Petra Jörg Mareike Günther Ute Dieter Söhnke"),
    lastnames: names("Müller Schmidt Weiß Jäger Köhler Fischer Groß Schröder Bäcker Voß Krüger Maier Hübner Böhm Straßer Lüdenscheidt"),
    streets: ["Hauptstraße", "Bahnhofstraße", "Am Mühlbach", "Königsallee", "Schloßgasse", "Straße des 17. Juni"],
    places: places(
      "München,Bayern,80; Köln,Nordrhein-Westfalen,50; Düsseldorf,Nordrhein-Westfalen,40; Lübeck,Schleswig-Holstein,23; Berlin,Berlin,10",
    ),
  },
  {
    language: "fr",
    country: "France",
    phone: "+33",
    firstnames: names("Hélène François Chloé Gérard Inès Noël Aurélie Jérôme Maëlys Thierry Sophie Rémi"),
    lastnames: names("Lefèvre Dupont Béranger Garçon Moreau Girard D'Aubigné Rousseau Crêpe Fontaine Noël Côté"),
    streets: ["rue de l'Église", "avenue Victor-Hugo", "place du Marché", "boulevard des Écoles", "impasse du Château"],
    places: places("Orléans,Centre-Val de Loire,45; Nîmes,Occitanie,30; Besançon,Bourgogne-Franche-Comté,25; Saint-Étienne,Loire,42"),
  },
  {
    language: "es",
    country: "España",
    phone: "+34",
    firstnames: names("María José Iñaki Lucía Jesús Begoña Óscar Sofía Raúl Ángela Íñigo Nuria"),
    lastnames: names("García Muñoz Fernández Ibáñez López Peña Gutiérrez Álvarez Núñez Ordóñez Sáez Ruiz"),
    streets: ["calle Mayor", "avenida de la Constitución", "plaza España", "paseo de la Habana", "camino del Río"],
    places: places("A Coruña,Galicia,15; Málaga,Andalucía,29; Logroño,La Rioja,26; Cádiz,Andalucía,11; León,Castilla y León,24"),
  },
  {
    language: "ja",
    country: "日本",
    phone: "+81",
    firstnames: names("さくら/sakura 健太/kenta 陽子/yoko 翔/sho 美咲/misaki 大輔/daisuke 結衣/yui 拓也/takuya"),
    lastnames: names("佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 渡辺/watanabe 伊藤/ito 山本/yamamoto 中村/nakamura"),
    streets: ["本町", "中央通り", "桜木町", "駅前", "大手町"],
    places: places("札幌市,北海道,06; 京都市,京都府,60; 福岡市,福岡県,81; 横浜市,神奈川県,22; 仙台市,宮城県,98"),
  },
  {
    language: "zh",
    country: "中国",
    phone: "+86",
    firstnames: names("伟/wei 芳/fang 秀英/xiuying 敏/min 静/jing 强/qiang 磊/lei 洋/yang"),
    lastnames: names("王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 赵/zhao 黄/huang"),
    streets: ["人民路", "中山路", "解放大道", "长江街", "和平里"],
    places: places("成都,四川,610; 广州,广东,510; 西安,陕西,710; 杭州,浙江,310"),
  },
  {
    language: "pl",
    country: "Polska",
    phone: "+48",
    firstnames: names("Łukasz Małgorzata Stanisław Żaneta Paweł Agnieszka Bożena Michał Świętosława Jan"),
    lastnames: names("Wiśniewski Kowalczyk Dąbrowska Żak Wójcik Szymański Łęcka Woźniak Górska Ćwik"),
    streets: ["ulica Długa", "aleja Róż", "plac Wolności", "ulica Świętego Marcina", "ulica Łąkowa"],
    places: places("Łódź,łódzkie,90; Kraków,małopolskie,30; Gdańsk,pomorskie,80; Poznań,wielkopolskie,61"),
  },
];
