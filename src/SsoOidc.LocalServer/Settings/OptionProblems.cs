using System.Text.RegularExpressions;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Settings;

/// <summary>Finds what is wrong with options: one sentence for each problem, naming the option and the remedy.</summary>
internal static partial class OptionProblems
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static List<string> In(LocalIdentityCenterOptions options)
    {
        var problems = new List<string>();
        if (options.TimeProvider is null)
        {
            problems.Add("TimeProvider is null. Use TimeProvider.System.");
        }

        if (options.Region is null || !RegionPattern().IsMatch(options.Region))
        {
            problems.Add("Region is not a region name. Use one such as us-east-1.");
        }

        if (string.IsNullOrWhiteSpace(options.UserName) || options.UserName.Any(char.IsControl))
        {
            problems.Add("UserName is empty or has control characters. Use a printable name.");
        }

        AddStartUrls(options, problems);
        AddCredentials(options, problems);
        AddTime(nameof(options.RegistrationLifetime), options.RegistrationLifetime, TimeSpan.FromSeconds(1), Longest, problems);
        AddTime(nameof(options.DeviceCodeLifetime), options.DeviceCodeLifetime, TimeSpan.FromSeconds(1), Longest, problems);
        AddTime(nameof(options.PollInterval), options.PollInterval, TimeSpan.Zero, TimeSpan.FromHours(1), problems);
        AddTime(nameof(options.AccessTokenLifetime), options.AccessTokenLifetime, TimeSpan.FromSeconds(1), Longest, problems);
        AddTime(nameof(options.SessionLifetime), options.SessionLifetime, TimeSpan.FromSeconds(1), Longest, problems);
        return problems;
    }

    private static void AddStartUrls(LocalIdentityCenterOptions options, List<string> problems)
    {
        if (options.StartUrls is { Count: 0 })
        {
            problems.Add("StartUrls is empty. Leave it null to accept any start URL.");
        }

        foreach (var url in options.StartUrls ?? [])
        {
            if (!WebUrl.TryRead(url, out _))
            {
                problems.Add($"StartUrls has \"{url}\", which is not an absolute http or https URL.");
            }
        }
    }

    private static void AddCredentials(LocalIdentityCenterOptions options, List<string> problems)
    {
        if (options.SigningCredentials is null)
        {
            problems.Add("SigningCredentials is null. Use an empty dictionary to accept no signed request.");
            return;
        }

        foreach (var (id, secret) in options.SigningCredentials)
        {
            if (!AccessKeyPattern().IsMatch(id))
            {
                problems.Add($"SigningCredentials has the access key id \"{id}\". Use letters, digits and underscores.");
            }

            if (string.IsNullOrEmpty(secret))
            {
                problems.Add($"SigningCredentials has no secret for \"{id}\".");
            }
        }
    }

    private static void AddTime(string name, TimeSpan value, TimeSpan least, TimeSpan most, List<string> problems)
    {
        if (value < least || value > most || value.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            problems.Add($"{name} is {value}. Use whole seconds, from {least} to {most}.");
        }
    }

    [GeneratedRegex(@"^[a-z]{2,}(-[a-z0-9]+)+\z")]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^\w+\z")]
    private static partial Regex AccessKeyPattern();
}
