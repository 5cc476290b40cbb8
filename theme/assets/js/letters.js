/* Numbers written as letters, as in generator/outputs/narrowing.py. */

export const FIRST = 0x100;
const LETTERS = 4096;

// Shape of what is told: {width, codes}: so many letters for each of `count` numbers.
export function readNumbers(told, count) {
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    let number = 0;
    for (let j = 0; j < told.width; j += 1) {
      number = number * LETTERS + told.codes.charCodeAt(i * told.width + j) - FIRST;
    }
    numbers[i] = number;
  }
  return numbers;
}
