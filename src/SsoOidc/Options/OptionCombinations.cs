namespace SsoOidc.Options;

/// <summary>Options that are right one by one and wrong together.</summary>
internal static class OptionCombinations
{
    public static void Check(OptionResolver resolver)
    {
        var (certificate, certificateSource) = resolver.Resolve(OptionRows.ClientCertificate);
        var (key, keySource) = resolver.Resolve(OptionRows.ClientKey);
        if (key is not null && certificate is null)
        {
            resolver.Problems.Add(new(OptionRows.ClientKey.Name, keySource, "a key needs its certificate; give Http.ClientCertificate too."));
        }

        if (key is null && certificate is System.Security.Cryptography.X509Certificates.X509Certificate2 { HasPrivateKey: false })
        {
            resolver.Problems.Add(new(
                OptionRows.ClientCertificate.Name, certificateSource, "the certificate has no private key; give one that has, or Http.ClientKey."));
        }

        if (resolver.Resolve<bool>(OptionRows.WireTrace) && resolver.Resolve(OptionRows.LoggerFactory).Value is null)
        {
            resolver.Problems.Add(new(
                OptionRows.WireTrace.Name,
                resolver.Resolve(OptionRows.WireTrace).Source,
                "a wire trace needs a log to go to; give LoggerFactory."));
        }
    }
}
