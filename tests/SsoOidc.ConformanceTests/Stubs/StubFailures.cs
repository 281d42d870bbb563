using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Stubs;

/// <summary>Which exceptions stand for the reference's where stubs are concerned.</summary>
internal static class StubFailures
{
    /// <summary>In derived expectations: what has no counterpart in the reference.</summary>
    public const string OwnInvalidOperation = "System.InvalidOperationException";

    public static Type ExceptionOf(string rubyClass) => rubyClass switch
    {
        "RuntimeError" or "NotImplementedError" or OwnInvalidOperation => typeof(InvalidOperationException),
        "Timeout::Error" => typeof(TimeoutException),
        "StandardError" => typeof(Exception),
        "IOError" or "EOFError" => typeof(IOException),
        "SocketError" => typeof(System.Net.Sockets.SocketException),
        _ when rubyClass.StartsWith("Errno::", StringComparison.Ordinal) => typeof(System.Net.Sockets.SocketException),
        _ => NameMap.ExceptionOf(rubyClass),
    };

    /// <summary>Whether a text is the test's own and so must arrive; the others are Ruby's.</summary>
    public static bool HasOwnText(string rubyClass, string text) =>
        rubyClass != OwnInvalidOperation && text.Length > 0 && text != rubyClass
        && !text.StartsWith("unknown operation", StringComparison.Ordinal)
        && !text.Contains("stubbing", StringComparison.Ordinal)
        && !text.Contains("stubbed clients", StringComparison.Ordinal);

    public static void CompareMembers(Differences differences, JsonObject? expected, SsoOidcException error)
    {
        foreach (var (name, value) in expected ?? [])
        {
            differences.Same($"error member {name}", value, (string?)error.GetType().GetProperty(NameMap.Property(name))?.GetValue(error));
        }
    }
}
