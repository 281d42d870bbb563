using System.Runtime.CompilerServices;
using SsoOidc.AotTests;

// Not a test project of the usual kind: a test platform would not be what is published native.
Console.WriteLine(RuntimeFeature.IsDynamicCodeSupported ? "with a JIT compiler" : "native");
if (RuntimeFeature.IsDynamicCodeSupported && args.Contains("--native"))
{
    Console.WriteLine("FAIL this program was not published native");
    return 1;
}

var tests = new (string Name, Func<Task> Run)[]
{
    ("the four operations over HTTP", Calls.FourOperationsAsync),
    ("an error answer becomes its exception", Calls.ErrorAsync),
    ("an error answer as an outcome", Calls.OutcomeAsync),
    ("a failure is retried", Calls.RetryAsync),
    ("a refused connection", Calls.RefusedAsync),
    ("a loose call", Calls.LooseAsync),
    ("a handler of the caller's", Calls.HandlerAsync),
    ("default stubs", Stubs.DefaultsAsync),
    ("stubs in order", Stubs.InOrderAsync),
    ("options from a configuration, in a container", Hosted.ContainerAsync),
    ("credentials of the environment", Hosted.EnvironmentAsync),
    ("values print without secrets and compare", Values.PrintAsync),
};

int failed = 0;
foreach (var (name, run) in tests)
{
    try
    {
        await run();
        Console.WriteLine($"ok   {name}");
    }
    catch (Exception e)
    {
        failed++;
        Console.WriteLine($"FAIL {name}: {e}");
    }
}

Console.WriteLine($"{tests.Length - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
