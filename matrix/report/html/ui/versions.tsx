import { useReport } from "./report-data.ts";

type Named = Readonly<{ name: string; version: string }>;
const words = ({ name, version }: Named) => `${name} ${version}`;

/** Which stacks ran. */
export const Versions = () => {
  const { implementations, orchestrator } = useReport().overview;
  return (
    <section class="versions" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <div class="scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">implementation</th>
              <th scope="col">stack</th>
              <th scope="col">TLS</th>
              <th scope="col">runtime</th>
            </tr>
          </thead>
          <tbody>
            {implementations.map(({ id, stack, tls, runtime }) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                <td>{stack.map(words).join(", ")}</td>
                <td>{words(tls)}</td>
                <td>{words(runtime)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">
        Orchestrator {orchestrator.version} on Node {orchestrator.node} with OpenSSL{" "}
        {orchestrator.openssl}
      </p>
    </section>
  );
};
