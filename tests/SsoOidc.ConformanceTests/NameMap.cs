using System.Text.RegularExpressions;

namespace SsoOidc.ConformanceTests;

/// <summary>The one place where the reference's names become this library's.</summary>
internal static partial class NameMap
{
    private const string ErrorsModule = "Aws::SSOOIDC::Errors::";

    /// <summary>Stands in derived expectations, where the reference raises nothing.</summary>
    public const string OwnConfigurationError = "SsoOidc.ClientConfigurationException";

    private const string TypesModule = "Aws::SSOOIDC::Types::";

    private static readonly Dictionary<string, Type> Exceptions = new(StringComparer.Ordinal)
    {
        ["ArgumentError"] = typeof(ArgumentException),
        ["Aws::Errors::MissingRegionError"] = typeof(ClientConfigurationException),
        ["Aws::Errors::InvalidRegionError"] = typeof(ClientConfigurationException),
        ["Aws::Errors::InvalidRegionSetError"] = typeof(ClientConfigurationException),
        ["URI::InvalidURIError"] = typeof(ClientConfigurationException),
        ["Aws::Errors::MissingCredentialsError"] = typeof(MissingCredentialsException),
        ["Seahorse::Client::NetworkingError"] = typeof(SsoOidcTransportException),

        // What the reference's JSON library raises on text that is not valid Unicode is found by validation here.
        ["JSON::GeneratorError"] = typeof(ParameterValidationException),
        ["Aws::Json::ParseError"] = typeof(ResponseParseException),
    };

    /// <summary>Ruby's own errors: the reference broke there, and any clean failure will do.</summary>
    private static readonly string[] RubyOnly = ["NoMethodError", "TypeError", "NameError", "Encoding::"];

    private static readonly string[] RequestMembers =
        [.. Operations.All.SelectMany(static operation => operation.Input.Members).Select(static member => member.Name).Distinct()];

    /// <summary>The exception type that stands for a Ruby class.</summary>
    public static Type ExceptionOf(string rubyClass) =>
        rubyClass == OwnConfigurationError ? typeof(ClientConfigurationException) :
        rubyClass.StartsWith(ErrorsModule, StringComparison.Ordinal) ? ServiceExceptionOf(rubyClass[ErrorsModule.Length..])
        : Exceptions.TryGetValue(rubyClass, out var type) ? type
        : RubyOnly.Any(prefix => rubyClass.StartsWith(prefix, StringComparison.Ordinal)) ? typeof(Exception)
        : throw new Runner.GoldenFormatException($"no exception of the library is mapped to the Ruby class '{rubyClass}'");

    /// <summary>The exception type of a service error: its own where it is modelled.</summary>
    public static Type ServiceExceptionOf(string className) =>
        ServiceModel.Errors.ContainsKey(className)
            ? typeof(SsoOidcServiceException).Assembly.GetType($"SsoOidc.{className}", throwOnError: true)!
            : typeof(SsoOidcServiceException);

    /// <summary>A text in which a Ruby error class stands for the error: ours is its code.</summary>
    public static string Message(string text) =>
        text.StartsWith(ErrorsModule, StringComparison.Ordinal) ? text[ErrorsModule.Length..] : text;

    /// <summary>A warning, the reference's or ours, in one form: up to what the two say in words of their own.</summary>
    public static string Warning(string text)
    {
        int end = text.IndexOf(". Endpoint.UseFips", StringComparison.Ordinal) is >= 0 and var ours ? ours : text.IndexOf(".`use_fips_endpoint`", StringComparison.Ordinal);
        int error = text.IndexOf("Error retrieving ", StringComparison.Ordinal);
        if (text.StartsWith("Attempting credential expiration extension", StringComparison.Ordinal) || text.Contains("; the ones at hand are used until", StringComparison.Ordinal))
        {
            return "credentials that have expired are used";
        }

        return end >= 0 ? text[..end] : error >= 0 ? text[error..text.IndexOf(':', error)] : text;
    }

    /// <summary>
    /// Whether the message of a source of credentials says what was recorded: the recorded text, but for Ruby's names in it and the class
    /// name that is the only text of one of them.
    /// </summary>
    public static bool SaysLookupFailure(string message, JsonNode recorded)
    {
        if (recorded["class"]!.GetValue<string>() == "Aws::Errors::SourceProfileCircularReferenceError")
        {
            return message.Contains("source_profile chain comes back to", StringComparison.Ordinal);
        }

        string text = recorded["message"]!.GetValue<string>();
        const string Keys = "Missing required keys: ";
        if (text.StartsWith(Keys, StringComparison.Ordinal))
        {
            return message.Contains(Keys, StringComparison.Ordinal)
                && text[Keys.Length..].Trim('[', ']').Split(", ").All(key => message.Contains(key.TrimStart(':'), StringComparison.Ordinal));
        }

        int provider = text.IndexOf(" provided for Aws::", StringComparison.Ordinal);
        return message.Contains((provider < 0 ? text : text[..provider]).TrimEnd('.'), StringComparison.Ordinal);
    }

    /// <summary>The shape that a Ruby data class stands for.</summary>
    public static string Shape(string rubyClass) =>
        rubyClass.StartsWith(TypesModule, StringComparison.Ordinal) ? rubyClass[TypesModule.Length..] : rubyClass;

    /// <summary>The .NET property of a member: <c>error_description</c> → <c>ErrorDescription</c>.</summary>
    public static string Property(string wireName) =>
        string.Concat(wireName.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>
    /// The reference's validation text as this library says it, line by line; null where the text is about something else.
    /// </summary>
    public static IReadOnlyList<(ParameterErrorKind Kind, string Path)>? ValidationErrors(string text)
    {
        var errors = new List<(ParameterErrorKind, string)>();
        foreach (string line in text.Split('\n').Select(static line => line.Trim().TrimStart('-').Trim()))
        {
            var match = ValidationLine().Match(line);
            if (match.Success)
            {
                var kind = match.Groups["kind"].Value switch
                {
                    "missing required parameter" => ParameterErrorKind.Missing,
                    "unexpected value at" => ParameterErrorKind.Unexpected,
                    _ => ParameterErrorKind.Type,
                };
                errors.Add((kind, WireName(match.Groups["name"].Value) + match.Groups["index"].Value));
            }
        }

        return errors.Count == 0 ? null : errors;
    }

    // client_id → clientId, where a request has such a member.
    private static string WireName(string name)
    {
        string property = Property(name);
        return RequestMembers.FirstOrDefault(member => Property(member) == property) ?? name;
    }

    [GeneratedRegex("""^(?<kind>missing required parameter|unexpected value at|expected) params\[(:|")?(?<name>[^\]"]+)"?\](?<index>(\[\d+\])*)""")]
    private static partial Regex ValidationLine();
}
