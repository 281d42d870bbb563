using Bench;
using Bench.Runner;

// One stubbed CreateToken, then exit.
using var subject = new OursSubject(new SubjectOptions(new StubTransport()));
Console.WriteLine(await subject.CreateTokenAsync() == Wire.AccessToken ? "ok" : "wrong");
