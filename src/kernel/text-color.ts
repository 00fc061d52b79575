const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

/** The relative luminance of a colour of six hex digits, as WCAG 2 defines it. */
function luminance(color: string): number {
  const [red, green, blue] = [0, 2, 4].map((at) => linear(parseInt(color.slice(at, at + 2), 16) / 255));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Black or white, whichever is read better on a background of that colour: its contrast is at least 4.5 to 1. */
export const textColorOn = (color: string): "#000000" | "#ffffff" => (luminance(color) > 0.179 ? "#000000" : "#ffffff");
