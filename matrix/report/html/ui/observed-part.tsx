import type { ObservedView } from "../cell-view.ts";
import { observedTitle } from "../observed-title.ts";

/** What a side has of its own, a row for both; all else is the connection's. */
const ofSides = [
  { title: "key", client: "clientKey", server: "serverKey" },
  {
    title: "signature scheme",
    client: "clientSignatureScheme",
    server: "serverSignatureScheme",
  },
] as const;

/** What was seen of the connection, and by whom. */
export const ObservedPart = ({ observed }: { observed: readonly ObservedView[] }) => {
  if (observed.length === 0) return null;
  const seen = new Map(observed.map((one) => [one.name, one]));
  const own = new Set<string>(ofSides.flatMap(({ client, server }) => [client, server]));
  return (
    <section>
      <h3>Observed</h3>
      <table class="observed">
        <thead>
          <tr>
            <th scope="col">property</th>
            <th scope="col">client</th>
            <th scope="col">server</th>
          </tr>
        </thead>
        <tbody>
          {observed
            .filter(({ name }) => !own.has(name))
            .map((one) => (
              <tr key={one.name}>
                <th scope="row">{observedTitle(one.name)}</th>
                <td colSpan={2}>
                  <Fact of={one} />
                </td>
              </tr>
            ))}
          {ofSides
            .filter(({ client, server }) => seen.has(client) || seen.has(server))
            .map(({ title, client, server }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>
                  <Fact of={seen.get(client)} />
                </td>
                <td>
                  <Fact of={seen.get(server)} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
};

const Fact = ({ of }: { of: ObservedView | undefined }) =>
  of ? (
    <>
      {of.value} <span class="quiet">by {of.by}</span>
    </>
  ) : (
    <span class="quiet">not seen</span>
  );
