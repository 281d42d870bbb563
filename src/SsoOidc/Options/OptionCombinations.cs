namespace SsoOidc.Options;

/// <summary>Options that are right one by one and wrong together.</summary>
internal static class OptionCombinations
{
    public static void Check(OptionResolver resolver)
    {
        // In the environment an empty name is a profile without settings, as it is for other tools; in code it is a mistake.
        if (resolver.Resolve(OptionRows.Profile) is ("", var profileSource) && !profileSource.StartsWith("environment variable ", StringComparison.Ordinal))
        {
            resolver.Problems.Add(OptionResolver.Refuse(OptionRows.Profile, string.Empty, profileSource));
        }

        ClientCertificateCheck.Check(resolver);
        if (resolver.IsOn(HttpRows.WireTrace) && resolver.Resolve(OptionRows.LoggerFactory).Value is null)
        {
            resolver.Problems.Add(new(
                HttpRows.WireTrace.Name,
                resolver.Resolve(HttpRows.WireTrace).Source,
                "a wire trace needs a log to go to; give LoggerFactory."));
        }
    }
}
