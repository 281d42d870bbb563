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
        _ when IsRubysOwn(rubyClass) => typeof(Exception),
        _ => NameMap.ExceptionOf(rubyClass),
    };

    /// <summary>Whether a class is one of Ruby, or of a library of its own, that nothing here stands for.</summary>
    public static bool IsRubysOwn(string rubyClass) =>
        rubyClass != "ArgumentError" && rubyClass.Split("::")[0] is not ("Aws" or "Seahorse" or "JSON" or "URI" or "SsoOidc" or OwnInvalidOperation);

    /// <summary>The text that is the test's own and so must arrive; null where all of it is Ruby's.</summary>
    public static string? OwnText(string rubyClass, string text)
    {
        if (rubyClass.StartsWith("Errno::", StringComparison.Ordinal))
        {
            // "Connection reset by peer - text".
            int dash = text.IndexOf(" - ", StringComparison.Ordinal);
            return dash < 0 ? null : text[(dash + 3)..];
        }

        bool isRubys = rubyClass == OwnInvalidOperation || text.Length == 0 || text == rubyClass
            || text.StartsWith("unknown operation", StringComparison.Ordinal)
            || text.Contains("stubbing", StringComparison.Ordinal)
            || text.Contains("stubbed clients", StringComparison.Ordinal);
        return isRubys ? null : text;
    }

    public static void CompareMembers(Differences differences, JsonObject? expected, SsoOidcException error)
    {
        foreach (var (name, value) in expected ?? [])
        {
            differences.Same($"error member {name}", value, (string?)error.GetType().GetProperty(NameMap.Property(name))?.GetValue(error));
        }
    }
}
