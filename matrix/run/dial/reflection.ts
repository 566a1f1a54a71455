import { printableWords } from "../../domain/printable-words.ts";

/** grpc.reflection ServerReflectionRequest with list_services (field 7) of "". */
export const listServicesRequest: Uint8Array = Uint8Array.of(0x3a, 0);

/**
 * Names in a ServerReflectionResponse: list_services_response (field 6), service (1), name (1).
 *
 * @returns empty for bytes that are none.
 */
export const servicesIn = (bytes: Buffer): readonly string[] =>
  fields(bytes, 6)
    .flatMap((list) => fields(list, 1))
    .flatMap((service) => fields(service, 1))
    .map((name) => printableWords(name.toString("utf8"), 200));

/** Length-delimited fields of a number (protobuf encoding); what cannot be read ends the reading. */
const fields = (bytes: Buffer, wanted: number): readonly Buffer[] => {
  const found: Buffer[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined) return Number.NaN;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const tag = varint();
    const type = tag % 8;
    if (type === 0) {
      if (Number.isNaN(varint())) return found;
    } else if (type === 2) {
      const length = varint();
      if (!(at + length <= bytes.length)) return found;
      if ((tag - type) / 8 === wanted) found.push(bytes.subarray(at, at + length));
      at += length;
    } else return found;
  }
  return found;
};
