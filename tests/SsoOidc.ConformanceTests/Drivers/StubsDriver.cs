using SsoOidc.ConformanceTests.Runner;
using SsoOidc.ConformanceTests.Stubs;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>stubs.json</c>: what a stubbed client answers and records.</summary>
internal sealed class StubsDriver : GoldenDriver
{
    public override string Name => "stubs";

    public override async Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        var differences = new Differences();
        try
        {
            differences.Add("loose", await new StubPlayer(golden, isTyped: false).PlayAsync(expected));
            differences.Add("typed", await new StubPlayer(golden, isTyped: true).PlayAsync(expected));
            return new(differences, CasePaths.TypedAndLoose);
        }
        catch (InexpressibleStubException)
        {
            // Kind "any value as a stub": what converts to a stub is this, and nothing else.
            var convertible = typeof(StubbedResponse).GetMethods()
                .Where(static method => method.Name == "op_Implicit").Select(static method => method.GetParameters()[0].ParameterType);
            differences.Same(
                "types that convert to a stub",
                "Exception, SsoOidcResponse, String",
                string.Join(", ", convertible.Select(static type => type.Name).Order(StringComparer.Ordinal)));
            return new(differences, CasePaths.NoCall);
        }
    }
}
