/** A file or setting of the file fleet can't be used; the message says which, where and why. */
export class FleetFileError extends Error {
  override readonly name = 'FleetFileError';
  /** The setting at fault, such as `FLEET_FILE`. */
  readonly setting: string;
  /** `line:column`, a JSON pointer (RFC 6901), or empty when the whole is at fault. */
  readonly place: string;

  constructor(setting: string, place: string, fault: string) {
    super(place === '' ? `${setting}: ${fault}` : `${setting} at ${place}: ${fault}`);
    this.setting = setting;
    this.place = place;
  }
}
