import { asked } from "../../run/supervise/asked.ts";

/** Rust, Java and C++ need not be installed to work on the project, as their cells need not be run. */
const answers = async (...argv: readonly string[]): Promise<boolean> =>
  (await asked(argv)).kind === "answered";

export const hasCargo = (): Promise<boolean> => answers("cargo", "--version");

/** With the JDK that it runs on. */
export const hasMaven = (): Promise<boolean> => answers("mvn", "--version");

/** With what harness/cpp is built by, its tests too. */
export const hasGrpcCpp = (): Promise<boolean> =>
  answers("pkg-config", "--exists", "--print-errors", "grpc++ nlohmann_json gtest");

/** Another version would format otherwise. */
export const clangFormat = "clang-format-14";

export const hasClangFormat = (): Promise<boolean> => answers(clangFormat, "--version");

/** The distribution's own, which the variant python:debian is built over. */
export const hasDebianGrpcio = (): Promise<boolean> =>
  answers("/usr/bin/python3", "-c", "import cryptography, ensurepip, grpc");
