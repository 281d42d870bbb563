using System.Reflection;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Configuration;

/// <summary>A recorded option has a value of another type than the property takes, and the reference does not mind.</summary>
internal sealed class InexpressibleOptionException(string message) : Exception(message);

/// <summary>Sets recorded options on an options object.</summary>
internal static class RecordedOptions
{
    /// <summary>The service's part of the global configuration is asked before the general one.</summary>
    public static SsoOidcClientOptions Create(GoldenCase golden)
    {
        bool isRefused = golden.Expected["exception"] is not null;
        var options = new SsoOidcClientOptions();
        Set(options, golden.Object("options"), isRefused);
        if (golden.OptionalObject("global_config") is { } global)
        {
            var general = new SsoOidcClientOptions();
            Set(general, new JsonObject(global.Where(static pair => pair.Key is not ("ssooidc" or "sts" or "sso")).Select(Copy)), isRefused);
            options.Defaults = new SsoOidcClientOptions { Defaults = general };
            Set(options.Defaults, global["ssooidc"] as JsonObject ?? [], isRefused);
        }

        return options;
    }

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> pair) => new(pair.Key, pair.Value?.DeepClone());

    private static void Set(SsoOidcClientOptions options, JsonObject recorded, bool isRefused)
    {
        foreach (var (name, value) in recorded)
        {
            if (value is null)
            {
                // Not given (row 15).
                continue;
            }

            if (!OptionNames.Paths.TryGetValue(name, out string? path))
            {
                Bind(options, name, value);
                continue;
            }

            var (target, property) = Find(options, path);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (Convert(value, type) is { } converted)
            {
                property.SetValue(target, converted);
            }
            else if (isRefused)
            {
                // Code cannot say it; a configuration can.
                Bind(options, path, value);
            }
            else
            {
                throw new InexpressibleOptionException($"{path} is a {type.Name}, and {value.ToJsonString()} is none");
            }
        }
    }

    private static void Bind(SsoOidcClientOptions options, string path, JsonNode value) => options.Bind(new ConfigurationBuilder()
        .AddInMemoryCollection([new(path.Replace('.', ':'), value is JsonValue text ? text.ToString() : value.ToJsonString())]).Build());

    private static (object Target, PropertyInfo Property) Find(SsoOidcClientOptions options, string path)
    {
        object target = options;
        string[] parts = path.Split('.');
        foreach (string part in parts[..^1])
        {
            target = target.GetType().GetProperty(part)!.GetValue(target)!;
        }

        return (target, target.GetType().GetProperty(parts[^1])!);
    }

    // Null where the value is of another type.
    private static object? Convert(JsonNode value, Type type)
    {
        if (type == typeof(AWSCredentials))
        {
            return Credentials(value);
        }

        var plain = OptionNames.Plain(value);
        return plain switch
        {
            JsonArray list when type == typeof(IReadOnlyList<string>) => list.Select(static item => item?.GetValue<string>()).ToArray(),
            JsonValue text when text.TryGetValue(out string? name) => type == typeof(string) ? name : type.IsEnum ? Name(name, type) : null,
            JsonValue flag when flag.TryGetValue(out bool isOn) => type == typeof(bool) ? isOn : null,
            JsonValue number when number.TryGetValue(out double count) => type == typeof(TimeSpan) ? TimeSpan.FromSeconds(count)
                : type == typeof(int) && int.CreateSaturating(count) == count ? (int)count : null,
            _ => null,
        };
    }

    // A name that does not exist becomes a value that does not exist: the reference takes it, the library must not.
    private static object Name(string name, Type type)
    {
        if (type == typeof(LogLevel))
        {
            return OptionNames.Level(name);
        }

        string compared = type == typeof(DefaultsMode) && name != "AUTO" ? name.ToLowerInvariant() : name;
        return Enum.GetValues(type).Cast<object>().FirstOrDefault(value => OptionNames.Plain(value)!.GetValue<string>() == compared) ?? Enum.ToObject(type, -1);
    }

    private static AWSCredentials Credentials(JsonNode value)
    {
        if (value["static"] is not JsonArray { Count: >= 2 } parts)
        {
            throw new GoldenFormatException($"the credentials {value.ToJsonString()} are not known");
        }

        string[] texts = [.. parts.Select(static part => part?.GetValue<string>() ?? string.Empty)];
        return texts is [var id, var secret, { Length: > 0 } token] ? new SessionAWSCredentials(id, secret, token)
            : texts[0].Length == 0 || texts[1].Length == 0 ? new AnonymousAWSCredentials()
            : new BasicAWSCredentials(texts[0], texts[1]);
    }
}
